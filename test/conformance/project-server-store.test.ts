import type { PortfolioRecord, RecordKind, RecordOf } from '@headless-pmo/sdk'
import { ProjectServerSimulator, type ProjectServerOptions } from '@headless-pmo/simulators/project-server'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import { fetchFrom, microsoftConnector, microsoftSync, recordsIn, SITE } from './project-server-sync.ts'

const DESCRIPTION = 'specs/projectdata.derived.openapi.json'
const config = { server: { url: SITE }, currency: 'EUR' }

/** A server, a store, and a sync between them that must go well. */
class Connected {
  readonly simulator: ProjectServerSimulator
  readonly store: MemoryStore = memoryStore()
  readonly config: Readonly<Record<string, unknown>>

  constructor(options: ProjectServerOptions = {}, own: Readonly<Record<string, unknown>> = config) {
    this.simulator = new ProjectServerSimulator(options)
    this.config = own
    this.simulator.edit({ kind: 'createCalendar', name: 'Standard' })
  }

  project(name: string): string {
    return this.simulator.edit({ kind: 'createProject', name }).id
  }

  task(project: string, name: string): string {
    return this.simulator.edit({ kind: 'createTask', project, name }).id
  }

  person(name: string): string {
    return this.simulator.edit({ kind: 'createResource', name }).id
  }

  /** Syncs; gives the addresses that were asked, below the services. */
  async sync(): Promise<readonly string[]> {
    const before = this.simulator.requests.length
    const { store } = this
    const results = await microsoftSync({ store, config: this.config, fetch: fetchFrom(this.simulator) })
    const bad = results.filter(({ state }) => state !== 'ok')
    if (bad.length > 0) throw new Error(`the sync did not go well: ${JSON.stringify(bad)}`)
    return this.simulator.requests.slice(before).map(({ target }) =>
      decodeURIComponent(target)
        .replace(/^.*_api\//, '')
        .replace(/\?.*/, ''),
    )
  }

  async all<K extends RecordKind>(kind: K): Promise<RecordOf<K>[]> {
    const records = [...(await recordsIn(this.store)).values()]
    return records.filter((record: PortfolioRecord): record is RecordOf<K> => record.kind === kind)
  }

  async titles(): Promise<string[]> {
    return (await this.all('workItem')).map(({ title }) => title).toSorted()
  }
}

describeWithFixtures('requests to Project Server', [DESCRIPTION], () => {
  test.each([{}, { verboseOnly: true }])('keep to the descriptions, with %o', async (options) => {
    const connected = new Connected({ ...options, maxPageSize: 2, gate: fixture(DESCRIPTION) })
    await connected.simulator.guard()
    const project = connected.project('House')
    const tasks = ['A', 'B', 'C'].map((name) => connected.task(project, name))
    const ada = connected.person('Ada')
    for (const task of tasks)
      connected.simulator.edit({
        kind: 'bookTime',
        project,
        task,
        resource: ada,
        days: [{ day: '2026-01-05', billable: 60 }],
      })
    connected.simulator.edit({ kind: 'setBaseline', project, baseline: { number: 0 } })
    connected.simulator.edit({ kind: 'createRisk', project, title: 'Rain' })
    await connected.sync()
    await connected.sync()
    expect(connected.simulator.violations).toEqual([])
    expect(await connected.titles()).toEqual(['A', 'B', 'C'])
    expect(await connected.all('worklog')).toHaveLength(3)
    expect(await connected.all('baseline')).toHaveLength(4)
  })
})

test('a server that answers in the verbose form alone gives the same records', async () => {
  const found = await Promise.all(
    [false, true].map(async (verboseOnly) => {
      const connected = new Connected({ verboseOnly })
      const project = connected.project('House')
      const task = connected.task(project, 'Dig')
      connected.simulator.edit({ kind: 'assign', project, task, resource: connected.person('Ada') })
      connected.simulator.edit({ kind: 'setBaseline', project, baseline: { number: 0 } })
      connected.simulator.edit({ kind: 'createIssue', project, title: 'Pump', issue: { due: '2026-02-01' } })
      await connected.sync()
      return recordsIn(connected.store)
    }),
  )
  expect(found[1]).toEqual(found[0])
})

test('only projects that were published since are read again', async () => {
  const connected = new Connected()
  const [one, other] = [connected.project('House'), connected.project('Harbour')]
  connected.task(one, 'Dig')
  connected.task(other, 'Dredge')
  const first = await connected.sync()
  expect(first.filter((path) => path.startsWith("ProjectServer/Projects('"))).toHaveLength(2)
  const quiet = await connected.sync()
  expect(quiet.filter((path) => /Projects\('|Baselines|ActualDataSet/.test(path))).toEqual([])
  connected.simulator.edit({ kind: 'createTask', project: other, name: 'Not yet', publish: false })
  expect(await connected.sync()).toEqual(quiet)
  connected.task(other, 'Quay')
  const after = await connected.sync()
  expect(after.filter((path) => path.startsWith("ProjectServer/Projects('"))).toEqual([
    `ProjectServer/Projects('${other}')`,
  ])
  expect(await connected.titles()).toEqual(['Dig', 'Dredge', 'Not yet', 'Quay'])
})

test('what is published and not yet in the copy for reporting is read, and what only that has follows', async () => {
  const connected = new Connected({ reportingLagMs: 'manual' })
  const project = connected.project('House')
  connected.task(project, 'Dig')
  connected.simulator.edit({ kind: 'setBaseline', project, baseline: { number: 0 } })
  await connected.sync()
  expect(await connected.titles()).toEqual(['Dig'])
  expect(await connected.all('baseline')).toEqual([])
  connected.simulator.edit({ kind: 'report' })
  await connected.sync()
  expect(await connected.all('baseline')).toHaveLength(2)
})

test('the copy for reporting never puts an older version over a newer one', async () => {
  const connected = new Connected()
  const project = connected.project('House')
  const task = connected.task(project, 'Dig')
  const work = async (): Promise<unknown[]> =>
    (await connected.all('baseline'))
      .filter(({ subjectKind }) => subjectKind === 'workItem')
      .map((saved) => saved.work)
  const save = (minutes: number): unknown =>
    connected.simulator.edit({ kind: 'setBaseline', project, task, baseline: { number: 0, work: minutes } })
  save(60)
  await connected.sync()
  const old = connected.simulator.world.project(project).reported
  save(120)
  await connected.sync()
  expect(await work()).toEqual([120])
  // Restored from a backup: older than what was read.
  connected.simulator.world.project(project).reported = old
  await connected.sync()
  expect(await work()).toEqual([120])
  // Built anew: nothing there for a while.
  connected.simulator.world.dropReport(project)
  await connected.sync()
  expect(await work()).toEqual([120])
  save(180)
  await connected.sync()
  expect(await work()).toEqual([180])
})

test('a timesheet that comes to the copy late is not missed, and one that fell back is not believed', async () => {
  const connected = new Connected()
  const project = connected.project('House')
  const task = connected.task(project, 'Dig')
  const ada = connected.person('Ada')
  const book = (minutes: number): string =>
    connected.simulator.edit({
      kind: 'bookTime',
      project,
      task,
      resource: ada,
      days: [{ day: '2026-01-05', billable: minutes }],
    }).id
  const minutes = async (): Promise<number[]> =>
    (await connected.all('worklog')).map((log) => log.minutes).toSorted((one, other) => one - other)
  const { lines } = connected.simulator.world.reporting
  const late = book(60)
  const held = lines.get(late)
  lines.delete(late)
  const early = book(30)
  await connected.sync()
  expect(await minutes()).toEqual([30])
  if (held !== undefined) lines.set(late, held)
  await connected.sync()
  expect(await minutes()).toEqual([30, 60])
  const before = lines.get(early)
  connected.simulator.edit({ kind: 'editTime', line: early, days: [{ day: '2026-01-05', billable: 45 }] })
  await connected.sync()
  if (before !== undefined) lines.set(early, before)
  await connected.sync()
  expect(await minutes()).toEqual([45, 60])
})

test('corrections of a day add up; what was taken back is gone', async () => {
  const connected = new Connected()
  const project = connected.project('House')
  const task = connected.task(project, 'Dig')
  const ada = connected.person('Ada')
  const { id: line } = connected.simulator.edit({
    kind: 'bookTime',
    project,
    task,
    resource: ada,
    comment: 'Trench',
    days: [
      { day: '2026-01-05', billable: 480, nonBillable: 30 },
      { day: '2026-01-05', adjustment: 1, billable: -120 },
      { day: '2026-01-06', billable: 60 },
      { day: '2026-01-06', adjustment: 1, billable: -60 },
    ],
  })
  await connected.sync()
  expect(await connected.all('worklog')).toEqual([
    {
      kind: 'worklog',
      ref: `${line}/2026-01-05`,
      item: `${project}#task/${task}`,
      account: `enterprise#resource/${ada}`,
      started: '2026-01-05',
      minutes: 390,
      chargeCode: 'Standard',
      comment: 'Trench',
    },
  ])
})

test('a lookup value is shown by its text, and again when the table says another one', async () => {
  const connected = new Connected()
  const entry = `Entry_${'a'.repeat(32)}`
  const { id: field } = connected.simulator.edit({
    kind: 'createField',
    field: {
      name: 'Phase',
      entity: 'Task',
      type: 21,
      entries: [
        { id: connected.simulator.world.newId(), internalName: entry, value: 'Build', description: '' },
      ],
    },
  })
  const project = connected.project('House')
  const local = `LocalCustom_Published_${project.replaceAll('-', '')}_000039b78bbe4ceb82c4fa8c0b400033`
  connected.simulator.edit({
    kind: 'createTask',
    project,
    name: 'Dig',
    task: { custom: { [field]: [entry], [local]: 'north', [`Custom_${'b'.repeat(32)}`]: 7 } },
  })
  const fields = async (): Promise<unknown> => (await connected.all('workItem'))[0]?.fields
  await connected.sync()
  // `0b400033` is the number of Text1 in every plan.
  expect(await fields()).toMatchObject({ [field]: 'Build', Text1: 'north', [`Custom_${'b'.repeat(32)}`]: 7 })
  expect((await connected.all('workItem'))[0]?.warnings).toEqual([
    `The server does not define custom field Custom_${'b'.repeat(32)}`,
  ])
  expect((await connected.all('fieldDefinition')).find(({ key }) => key === field)).toMatchObject({
    name: 'Phase',
    type: 'single_select',
    options: [{ ref: entry, name: 'Build' }],
  })
  connected.simulator.edit({ kind: 'renameEntry', field, entry, value: 'Construct' })
  await connected.sync()
  expect(await fields()).toMatchObject({ [field]: 'Construct' })
})

test('a link between projects is told once, by the project of its successor', async () => {
  const both = new Connected()
  const [one, other] = [both.project('House'), both.project('Harbour')]
  const dig = both.task(one, 'Dig')
  const quay = both.task(other, 'Quay')
  const stand = (project: string, name: string, external: { project: string; task: string }): string =>
    both.simulator.edit({ kind: 'createTask', project, name, task: { external } }).id
  // Each project holds a stand-in for the other's task.
  const digThere = stand(other, 'Dig', { project: one, task: dig })
  const quayHere = stand(one, 'Quay', { project: other, task: quay })
  both.simulator.edit({ kind: 'link', project: other, from: digThere, to: quay, lag: 600 })
  both.simulator.edit({ kind: 'link', project: one, from: dig, to: quayHere, lag: 600 })
  await both.sync()
  expect(await both.titles()).toEqual(['Dig', 'Quay'])
  const edge = {
    from: `${one}#task/${dig}`,
    to: `${other}#task/${quay}`,
    type: 'FS',
    lag: { minutes: 60, basis: 'working' },
    external: true,
  }
  const told = await both.all('dependency')
  expect(told.filter(({ type }) => type === 'FS')).toMatchObject([edge])
  // What each project holds of the other's task is told as well, with its dates: so that a difference can be seen.
  expect(told.filter(({ type }) => type !== 'FS')).toMatchObject([
    { type: 'duplicates', external: true, heldDates: { start: expect.any(String) } },
    { type: 'duplicates', external: true, heldDates: { start: expect.any(String) } },
  ])

  // With the predecessor's project alone, it is that which tells.
  const alone = memoryStore()
  await microsoftSync({
    store: alone,
    config: { server: { url: SITE, projects: [one] } },
    fetch: fetchFrom(both.simulator),
  })
  const edges = [...(await recordsIn(alone)).values()].filter(
    (record) => record.kind === 'dependency' && record.type === 'FS',
  )
  expect(edges).toMatchObject([edge])
})

test('a resource of one project alone stays in it', async () => {
  const connected = new Connected()
  const project = connected.project('House')
  const task = connected.task(project, 'Dig')
  const id = connected.simulator.world.newId()
  connected.simulator.edit({ kind: 'addToTeam', project, member: { id, enterprise: false, name: 'Digger' } })
  connected.simulator.edit({ kind: 'assign', project, task, resource: id })
  await connected.sync()
  expect(await connected.all('resource')).toMatchObject([
    { ref: `${project}#resource/${id}`, container: project, name: 'Digger' },
  ])
  expect(await connected.all('assignment')).toMatchObject([
    { item: `${project}#task/${task}`, resource: `${project}#resource/${id}`, units: 1 },
  ])
})

test('risks and issues are told with their people, dates and chances', async () => {
  const connected = new Connected()
  const project = connected.project('House')
  connected.simulator.edit({
    kind: 'createRisk',
    project,
    title: 'Rain',
    risk: { probability: 0.25, impact: 4, cost: 2000, mitigation: 'Tent', owner: 'Ada', due: '2026-03-01' },
  })
  connected.simulator.edit({
    kind: 'createIssue',
    project,
    title: 'Pump',
    issue: { priority: '(1) High', resolution: 'Lent' },
  })
  await connected.sync()
  expect(await connected.all('risk')).toMatchObject([
    {
      container: project,
      title: 'Rain',
      probability: 0.25,
      impact: 4,
      exposure: { amount: '500', currency: 'EUR' },
      response: 'Tent',
      owner: { key: 'Ada' },
      due: '2026-03-01',
    },
  ])
  expect(await connected.all('issueLog')).toMatchObject([
    { title: 'Pump', priority: '(1) High', resolution: 'Lent' },
  ])
})

test('a project that may no longer be seen goes out of scope and comes back whole', async () => {
  const connected = new Connected()
  const project = connected.project('House')
  connected.task(project, 'Dig')
  connected.task(connected.project('Harbour'), 'Dredge')
  await connected.sync()
  connected.simulator.edit({ kind: 'hideProject', project })
  await connected.sync()
  expect(await connected.titles()).toEqual(['Dredge'])
  connected.simulator.edit({ kind: 'showProject', project })
  await connected.sync()
  expect(await connected.titles()).toEqual(['Dig', 'Dredge'])
})

const probing = (simulator: ProjectServerSimulator, own: unknown = config): Promise<unknown> => {
  const connector = microsoftConnector()
  return connector.probe({
    fetch: fetchFrom(simulator),
    config: connector.config.parse(own),
    log: { info: () => undefined, warn: () => undefined },
    signal: new AbortController().signal,
  })
}

test('the probe says who asks for Windows sign-in, and what to do', async () => {
  const farm = new ProjectServerSimulator({ auth: { challenge: ['Negotiate', 'NTLM'] } })
  expect(await probing(farm)).toMatchObject({
    ok: false,
    reason: 'unauthorized',
    message: expect.stringMatching(/NTLM or Negotiate\), which is not supported.*basic authentication/),
  })
  // One that also takes a password needs only that.
  const both = new ProjectServerSimulator({ auth: { challenge: ['NTLM', 'Basic'] } })
  expect(await probing(both)).toMatchObject({
    reason: 'unauthorized',
    message: expect.stringMatching(/Check serverToken/),
  })
})

test('the probe counts what it sees, and names a project that is not there', async () => {
  const connected = new Connected()
  connected.project('House')
  expect(await probing(connected.simulator)).toMatchObject({
    ok: true,
    details: expect.arrayContaining([expect.stringContaining('1 published project found')]),
  })
  const missing = { server: { url: SITE, projects: ['99999999-9999-4999-8999-999999999999'] } }
  expect(await probing(connected.simulator, missing)).toMatchObject({ ok: false, reason: 'not_found' })
  const elsewhere = { server: { url: 'https://ps.example/intranet' } }
  expect(await probing(connected.simulator, elsewhere)).toMatchObject({ ok: false, reason: 'not_found' })
})

test('an address of Project Online is answered by the end of that service', () => {
  const parsed = microsoftConnector().config.safeParse({
    server: { url: 'https://contoso.sharepoint.com/sites/pwa' },
  })
  expect(parsed.error?.issues[0]?.message).toMatch(/ended on 2026-09-30.*`files`/)
})
