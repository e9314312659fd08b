import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from '@headless-pmo/client'
import { expect, test } from 'vitest'
import { reportsAgree } from './reports-agree.ts'
import { verdictsTrace } from './verdicts-trace.ts'

const LAUNCHER = join(import.meta.dirname, '..', '..', 'core', 'bin', 'pmo.mjs')

interface Demo extends AsyncDisposable {
  readonly address: string
  readonly token: string
  stop(): Promise<number | null>
}

async function start(folder: string): Promise<Demo> {
  const child = spawn(process.execPath, [LAUNCHER, 'start'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', PMO_LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.includes('Ctrl-C')) break
  }
  const text = lines.join('\n')
  const ended = once(child, 'exit')
  const stop = async (): Promise<number | null> => {
    child.kill('SIGINT')
    const [code] = (await ended) as [number | null]
    return code
  }
  return {
    address: /http:\S+/.exec(text)?.[0] ?? '',
    token: /Token: (\S+)/.exec(text)?.[1] ?? '',
    stop,
    // A test that fails leaves no process behind.
    async [Symbol.asyncDispose]() {
      await stop()
    },
  }
}

/** What is kept can be read while the demo rests; what needs its trackers says so and changes nothing. */
function speaksOfStoppedDemo(folder: string): void {
  const pmo = (...args: readonly string[]) =>
    spawnSync(process.execPath, [LAUNCHER, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      encoding: 'utf8',
    })
  const hint = 'The demo does not run, so that its trackers cannot be asked; start it with npm start.'
  expect(pmo('status')).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^github\tgithub\tok\t/),
    stderr: expect.stringContaining(`Warning: ${hint}\n`),
  })
  expect(pmo('sync')).toMatchObject({
    status: 1,
    stdout: '',
    stderr:
      'pmo: The demo does not run, and its trackers run only with it; start it with npm start, and try again.\n',
  })
}

/** Resolves once every connection has a run that ended well. */
async function settled(demo: Demo): Promise<ReturnType<typeof createClient>> {
  const client = createClient({ url: demo.address, token: demo.token })
  const { connections } = await client.api.connections.list.query({})
  for (const { id } of connections) {
    const run = await client.api.sync.start.mutate({ connection: id })
    const states = []
    for await (const state of await client.api.sync.progress.query({ run: run.id })) states.push(state)
    expect(states.at(-1)).toMatchObject({ connection: id, state: 'ok' })
  }
  return client
}

/** Coordination over the three trackers: the answers are held to what the story says, not to days of the calendar. */
async function coordinates({ api }: ReturnType<typeof createClient>): Promise<void> {
  // The plan's own dates, as the tool that wrote it has them.
  const scheduled = await api.schedule.list.query({ project: 'dock-sites', kind: ['workItem'], limit: 500 })
  const planned = await api.workItems.list.query({ connection: ['plans'], limit: 500 })
  const own = new Map(planned.items.map(({ ref, data }) => [ref, [data.plannedStart, data.plannedFinish]]))
  const open = scheduled.items.filter(({ done, type }) => !done && type !== 'summary')
  expect(open.length).toBeGreaterThan(5)
  for (const { ref, start, finish } of open)
    expect([ref, `${start}:00`, `${finish}:00`]).toEqual([ref, ...(own.get(ref) ?? [])])

  // What waits in Jira for work in GitHub moves with it, and tells by what it is held.
  const links = await api.dependencies.list.query({ acrossProjects: true, limit: 500 })
  const waiting = await api.schedule.list.query({ connection: ['github'], limit: 500 })
  const left = new Set(waiting.items.filter(({ done }) => !done).map(({ ref }) => ref))
  const pairs = links.items.filter(
    ({ from, to, data }) =>
      data?.type === 'blocks' &&
      from.item?.found === true &&
      from.item.connection === 'github' &&
      left.has(from.item.ref ?? '') &&
      to.item?.found === true &&
      to.item.connection === 'jira',
  )
  const held: string[] = []
  for (const { from, to } of pairs) {
    if (from.item?.found !== true || to.item?.found !== true) continue
    const { steps } = await api.schedule.explain.query({ item: `jira/${to.item.ref}` })
    if (!steps.some(({ connection }) => connection === 'github')) continue
    held.push(to.item.ref ?? '')
    const slipped = await api.impact.slip.query({ item: `github/${from.item.ref}`, by: '90d' })
    expect(slipped.projects.map(({ project }) => project)).toEqual(
      expect.arrayContaining([from.project, to.project]),
    )
  }
  expect(held.length).toBeGreaterThan(0)

  const { items: conflicts } = await api.conflicts.list.query({ limit: 500 })
  expect(new Set(conflicts.map(({ kind }) => kind))).toContain('key-person')
  expect(conflicts.find(({ kind }) => kind === 'key-person')?.sentence).toContain('Tobias Brandt')

  const forecast = await api.forecast.run.query({ iterations: 500, seed: 7 })
  const again = await api.forecast.run.query({ iterations: 500, seed: 7 })
  expect(again.items).toEqual(forecast.items)
}

/** What the packs and the house say of the company: every rule can judge, and what the story has wrong is found. */
async function holdsToStandards({ api }: ReturnType<typeof createClient>): Promise<void> {
  await api.standards.check.mutate({})
  const { items } = await api.standards.totals.query({})
  expect(items.filter(({ counts }) => counts.error > 0)).toEqual([])
  const packs = new Set(items.map(({ pack }) => pack))
  expect([...packs].toSorted((one = '', other = '') => one.localeCompare(other))).toEqual([
    'house',
    'standards-agile',
    'standards-data',
    'standards-governance',
    'standards-schedule',
  ])
  const failing = new Set(items.filter(({ counts }) => counts.fail > 0).map(({ rule }) => rule))
  // Nobody does urgent work; the business case changed after its approval; a report is weeks old; a response is late.
  for (const rule of [
    'house.urgent-work-has-an-owner',
    'governance.approved-version',
    'governance.status-report-age',
    'governance.risks-on-time',
  ]) {
    expect(failing).toContain(rule)
  }
  expect(items.some(({ counts }) => counts.pass > 0)).toBe(true)
  const { items: findings } = await api.findings.list.query({ rule: ['governance.risks-on-time'], limit: 10 })
  expect(findings.map(({ project }) => project)).toContain('dock-sites')
}

test('npm start shows one portfolio over three trackers, starts again with nothing new, and ends cleanly', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pmo-demo-'))
  try {
    await using demo = await start(folder)
    const client = await settled(demo)
    const { projects, unassigned } = await client.api.projects.list.query({})
    expect(projects.map(({ id, program }) => [id, program])).toEqual([
      ['rider-app', 'passes'],
      ['membership', 'passes'],
      ['launch', 'passes'],
      ['dock-sites', 'docks'],
      ['fleet-platform', 'docks'],
      ['lock-firmware', 'docks'],
    ])
    expect(projects.every(({ counts }) => counts.total > 20)).toBe(true)
    expect(projects.reduce((sum, { counts }) => sum + counts.total, 0)).toBeGreaterThan(1800)
    expect(unassigned).toBe(0)

    const sites = await client.api.projects.get.query({ id: 'dock-sites' })
    expect(sites.resources.map(({ data }) => data.name)).toContain('Tobias Brandt')
    const fleet = await client.api.projects.get.query({ id: 'fleet-platform' })
    expect(fleet.people.map(({ account }) => account.title)).toContain('tobias-brandt')

    const links = await client.api.dependencies.list.query({ acrossProjects: true, limit: 500 })
    const tools = links.items.map(({ from, to }) =>
      [from.item, to.item].map((end) => end?.found === true && end.connection),
    )
    expect(tools).toContainEqual(['github', 'jira'])

    const { persons, apps } = await client.api.persons.list.query({})
    const mara = persons.find(({ name }) => name === 'Mara Lindt')
    expect(mara?.accounts.map(({ connection }) => connection)).toEqual(['github', 'jira', 'planner', 'plans'])
    expect(apps.length).toBeGreaterThan(0)
    await coordinates(client)
    await holdsToStandards(client)
    await verdictsTrace(client)
    await reportsAgree(client)
    const { position } = await client.api.changes.end.query({})

    const { pid } = JSON.parse(await readFile(join(folder, '.pmo', 'demo', 'owner.json'), 'utf8')) as {
      pid: number
    }
    const simulator = (await client.api.connections.get.query({ id: 'github' })).config['baseUrl'] as string
    expect((await fetch(`${simulator}/_sim/health`)).status).toBe(200)
    expect(await demo.stop()).toBe(0)
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/)
    await expect(fetch(`${simulator}/_sim/health`)).rejects.toThrow('fetch failed')
    speaksOfStoppedDemo(folder)

    await using again = await start(folder)
    const second = await settled(again)
    const sameSimulator = (await second.api.connections.get.query({ id: 'github' })).config['baseUrl']
    const { changes } = await second.api.changes.feed.query({ after: position })
    // On another port the addresses in the data are others.
    expect(sameSimulator === simulator ? changes : []).toEqual([])
    expect(await again.stop()).toBe(0)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}, 300_000)
