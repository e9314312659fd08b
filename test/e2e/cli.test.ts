import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RemovalView, Run } from '../../core/src/sync/index.ts'
import { pmoWorkspace, type PmoWorkspace } from '../support/pmo-process.ts'
import { startSimulatorProcess, type SimulatorProcess } from '../support/simulator-process.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'core', 'src', 'main.ts')
/** Nothing listens there: the port of a service that no machine runs. */
const NOWHERE = 'http://127.0.0.1:9'

const CONFIG = `import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
import msp from '@headless-pmo/plugin-microsoft-project'
export default defineConfig({
  plugins: [github, msp],
  connections: {
    code: {
      plugin: 'github',
      baseUrl: process.env['TRACKER_URL'],
      repositories: ['acme/app'],
      secrets: { token: 'env:TRACKER_TOKEN' },
      sync: { every: 'never' },
    },
    plans: { plugin: 'microsoft-project', files: ['plans/move.xml'], sync: { every: 'never' } },
  },
  projects: [{ id: 'all', name: 'All', sources: [{ connection: 'code' }, { connection: 'plans' }] }],
})
`

interface Answer {
  readonly runs: readonly Run[]
  readonly refusals: readonly { readonly connection: string; readonly problem: string }[]
  readonly removals: readonly RemovalView[]
}

let simulator: SimulatorProcess
let space: PmoWorkspace
let variables: Record<string, string> = {}

const pmo = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  space.pmo(args, { ...variables, ...more })

/** One command with `--json`: its whole output is one JSON text, of the shape that the test names. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function json<T>(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = pmo([...args, '--json'], more)
  return { status, stderr, value: JSON.parse(stdout) as T }
}

const edit = (change: Readonly<Record<string, unknown>>): Promise<unknown> =>
  simulator.control('POST', '/edit', { repo: 'acme/app', ...change })

/** Numbers of the issues that the tracker has now, pull requests left out. */
async function issueNumbers(): Promise<number[]> {
  const state = (await simulator.control('GET', '/state')) as {
    readonly repositories: readonly {
      readonly issues: readonly { readonly number: number; readonly pull: boolean }[]
    }[]
  }
  return (state.repositories[0]?.issues ?? []).flatMap(({ number, pull }) => (pull ? [] : [number]))
}

const itemKeys = (): string[] =>
  json<{ readonly key?: string }[]>(['items', '--connection', 'code', '--limit', '500'])
    .value.flatMap(({ key }) => key ?? [])
    .toSorted()

/** A command that goes on while the test does other things. */
function begin(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: space.folder,
    env: { PATH: process.env['PATH'], PMO_LOG_LEVEL: 'silent', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit') as Promise<[number | null]>
  return { child, ended }
}

/** Waits until the tracker holds a request back. */
async function hanging(): Promise<void> {
  await expect
    .poll(async () => ((await simulator.control('GET', '/requests')) as unknown[]).length, {
      timeout: 60_000,
    })
    .toBeGreaterThan(0)
}

beforeAll(async () => {
  simulator = await startSimulatorProcess(['--preset', 'synthetic', '--issues', '60', '--seed', '5'])
  space = await pmoWorkspace({ config: CONFIG })
  variables = { TRACKER_URL: simulator.url, TRACKER_TOKEN: simulator.token }
})
afterAll(async () => {
  await space[Symbol.asyncDispose]()
  await simulator[Symbol.asyncDispose]()
})

test('the first sync shows what came of each stream, the second that nothing changed', async () => {
  const first = pmo(['sync'])
  expect(first).toMatchObject({ status: 0 })
  expect(first.stdout).toMatch(/^code\tissues\tok\t/m)
  expect(first.stdout).toMatch(/^plans\tplan\tok\t/m)
  expect(first.stdout).toMatch(/^all\tAll\t/m)
  expect(first.stderr).toContain('+ connection code')
  expect(first.stderr).toMatch(/^code: issues ok, \d+ items$/m)

  const second = pmo(['sync'])
  expect(second).toMatchObject({ status: 0 })
  expect(second.stderr).toMatch(/^code: ok; nothing changed \(\d+ requests/m)
  expect(second.stderr).toMatch(/^plans: ok; nothing changed/m)

  const numbers = await issueNumbers()
  expect(itemKeys()).toEqual(numbers.map((number) => `acme/app#${number}`).toSorted())
})

test('the status tells until when each connection is known', () => {
  const { status, value } = json<{ connections: { id: string; asOf?: string; held: number }[] }>(['status'])
  expect(status).toBe(0)
  expect(value.connections).toMatchObject([
    { id: 'code', asOf: expect.stringMatching(/^\d{4}-/), held: 0 },
    { id: 'plans', asOf: expect.stringMatching(/^\d{4}-/), held: 0 },
  ])
})

test('two exports are equal, and a file holds the same', () => {
  const first = pmo(['export'])
  expect(first.status).toBe(0)
  expect(pmo(['export']).stdout).toBe(first.stdout)
  const file = json<{ records: number }>(['export', '--out', 'all.ndjson'])
  expect(readFileSync(join(space.folder, 'all.ndjson'), 'utf8')).toBe(first.stdout)
  expect(file.value.records).toBe(first.stdout.trimEnd().split('\n').length - 1)
})

test('a dry run shows the difference and writes nothing', async () => {
  const [number = 0] = await issueNumbers()
  await edit({ kind: 'editIssue', number, title: 'Renamed for the dry run' })
  const shown = pmo(['sync', 'code', '--dry-run'])
  expect(shown).toMatchObject({ status: 0 })
  expect(shown.stdout).toMatch(/^code\tupdated\tworkItem\t.*Renamed for the dry run\t.*title/m)
  expect(shown.stderr).toContain('code: ok; a sync would ')
  expect(json(['items', '--text', 'Renamed for the dry run']).value).toEqual([])

  const real = json<Answer>(['sync', 'code'])
  expect(real.value.runs[0]?.streams.find(({ stream }) => stream === 'issues')).toMatchObject({ updated: 1 })
  expect(json(['items', '--text', 'Renamed for the dry run']).value).toHaveLength(1)
})

describe('more is gone than one run may remove', () => {
  let before: string[] = []

  /** Deletes issues in the tracker, syncs, and tells the run that holds the removals. */
  async function heldRun(count: number): Promise<string> {
    for (const number of (await issueNumbers()).slice(0, count)) await edit({ kind: 'deleteIssue', number })
    const held = pmo(['sync', 'code', '--full'])
    expect(held).toMatchObject({ status: 3 })
    const run = /pmo sync approve (\S+)$/m.exec(held.stderr)?.[1] ?? ''
    expect(held.stderr).toContain(`to keep the items: pmo sync reject ${run}`)
    expect(held.stderr).toContain(`code: ${count} removals of `)
    return run
  }

  test('the run waits, and tells the two commands; rejected, the items stay', async () => {
    before = itemKeys()
    const run = await heldRun(10)
    expect(itemKeys()).toEqual(before)
    expect(pmo(['status'])).toMatchObject({ status: 3, stderr: expect.stringContaining(run) })
    expect(pmo(['sync', 'reject', run])).toMatchObject({ status: 0, stdout: '10 items stay.\n' })
    expect(itemKeys()).toEqual(before)
    expect(pmo(['sync', 'approve', run])).toMatchObject({ status: 1, stdout: '' })
    expect(pmo(['status']).status).toBe(0)
  })

  test('approved, exactly these items go', async () => {
    const kept = await issueNumbers()
    const going = kept.slice(0, 10).map((number) => `acme/app#${number}`)
    const run = await heldRun(10)
    const approved = json<{ removed: number; kept: number }>(['sync', 'approve', run])
    expect(approved).toMatchObject({ status: 0, value: { removed: 10, kept: 0 } })
    expect(itemKeys()).toEqual(before.filter((key) => !going.includes(key)))
  })
})

describe('trouble is one sentence, a code, and no loss', () => {
  test('a wrong token of the tracker fails that connection alone', () => {
    const before = itemKeys()
    const all = json<Answer>(['sync'], { TRACKER_TOKEN: 'nonsense' })
    expect(all.status).toBe(3)
    expect(all.value.runs.map(({ connection, state }) => [connection, state])).toEqual([
      ['code', 'failed'],
      ['plans', 'ok'],
    ])
    const one = pmo(['sync', 'code'], { TRACKER_TOKEN: 'nonsense' })
    expect(one.status).toBe(1)
    expect(one.stderr).toMatch(/401|token/i)
    expect(one.stdout + one.stderr).not.toContain('nonsense')
    expect(itemKeys()).toEqual(before)
  })

  test('the doctor tells what the tracker said and what to do', () => {
    const { status, value } = json<{ subject: string; state: string; action?: string }[]>(['doctor'], {
      TRACKER_TOKEN: 'nonsense',
    })
    expect(status).toBe(3)
    expect(
      value.filter(({ subject, state }) => subject === 'connection code' && state === 'error'),
    ).toContainEqual(expect.objectContaining({ action: expect.stringContaining('Make a new token') }))
  })

  test('a secret that is missing names the variable', () => {
    const missing = space.pmo(['sync', 'code'], { TRACKER_URL: simulator.url })
    expect(missing).toMatchObject({ status: 1, stdout: '' })
    expect(missing.stderr).toContain('the environment variable TRACKER_TOKEN, which is not set')
  })

  test('a host that is down is named', () => {
    const before = itemKeys()
    const down = pmo(['sync', 'code'], { TRACKER_URL: NOWHERE })
    expect(down.status).toBe(1)
    expect(down.stderr).toContain(NOWHERE)
    expect(itemKeys()).toEqual(before)
  })

  test('a typo in a connection is told with what was meant', async () => {
    await using other = await pmoWorkspace({ config: CONFIG.replace('repositories', 'repositries') })
    const typo = other.pmo(['sync', 'code'], variables)
    expect(typo).toMatchObject({ status: 1, stdout: '' })
    expect(typo.stderr).toContain('repositries is unknown; did you mean "repositories"?')
  })

  test('an unknown command of sync is told with the nearest one', () => {
    expect(pmo(['sync', 'aprove', 'x'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('did you mean "approve"?'),
    })
  })
})

describe('while another command holds the folder', () => {
  test('one sentence names it, and Ctrl-C ends it and frees the folder', async () => {
    await simulator.control('DELETE', '/requests')
    await simulator.control('POST', '/faults', { kind: 'hang', path: '/issues' })
    const other = begin(['sync', 'code'])
    await hanging()
    const refused = pmo(['items'])
    expect(refused).toMatchObject({ status: 1, stdout: '' })
    expect(refused.stderr).toMatch(
      new RegExp(String.raw`^pmo: The data folder \S+ is in use by process ${other.child.pid}, .*\n$`),
    )
    other.child.kill('SIGINT')
    expect(await other.ended).toEqual([130, null])
    await simulator.control('DELETE', '/faults')
    await simulator.control('POST', '/release')
    expect(pmo(['items', '--limit', '1']).status).toBe(0)
  })
})

describe('while a server runs on the folder', () => {
  test('commands go through it, with the same output', async () => {
    const alone = pmo(['export']).stdout
    await using server = await space.serve(variables)
    expect(pmo(['export']).stdout).toBe(alone)
    const synced = json<Answer>(['sync'])
    expect(synced.status).toBe(0)
    expect(synced.value.runs.map(({ state }) => state)).toEqual(['ok', 'ok'])
    expect(pmo(['doctor']).stdout).toContain(`ok server: A server runs at ${server.address}`)

    const stranger = pmo(['status'], { PMO_TOKEN: 'pmo_wrong' })
    expect(stranger).toMatchObject({ status: 1, stdout: '' })
    expect(stranger.stderr).toContain('The server does not know our token; set PMO_TOKEN')
    expect(await server.stop()).toBe(0)
  })
})
