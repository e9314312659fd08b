import {
  assertHonest,
  choice,
  COMPANY,
  DataverseSimulator,
  type DataverseSimulatorOptions,
  fixedClock,
  IDS,
} from '@headless-pmo/simulators/dataverse'
import { memoryStore } from '@headless-pmo/testing'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../support/fixtures.ts'
import {
  asked,
  pathPattern,
  premiumContract,
  premiumRecord,
  premiumRecords,
  premiumSync,
} from './premium-sync.ts'

const DAY_MS = 86_400_000
const TASK = 'msdyn_projecttask'

const organisation = (options: DataverseSimulatorOptions = {}) => ({
  simulator: new DataverseSimulator({ ...COMPANY, ...options }),
  store: memoryStore(),
})

describeWithFixtures('Planner premium', ['specs/dataverse.project.derived.openapi.json'], () => {
  test('a plan is read with everything in it, by requests and replies that the description allows', async () => {
    const simulator = await new DataverseSimulator({ ...COMPANY, gate: fixture('specs') }).ready()
    const store = memoryStore()
    const results = await premiumSync({ simulator, store })
    expect(results.map(({ stream, state }) => `${stream} ${state}`)).toEqual(
      results.map(({ stream }) => `${stream} ok`),
    )
    await premiumSync({ simulator, store }, { censusEveryMs: 0 })
    expect([...(await premiumRecords(store)).values()]).toMatchSnapshot()
    assertHonest(simulator)
  })
})

test('every reply that a sync meets keeps the contract that a live organisation is held against', async () => {
  const { simulator, store } = organisation()
  await premiumSync({ simulator, store })
  await premiumSync({ simulator, store }, { censusEveryMs: 0 })
  const contract = premiumContract()
  const met = new Set<string>()
  for (const { target, status } of simulator.requests.filter((request) => request.status === 200)) {
    const [path = ''] = target.split('?')
    const endpoint = contract.find((one) => pathPattern(one.path).test(decodeURIComponent(path)))
    expect({ target, status, described: endpoint !== undefined }).toMatchObject({ described: true })
    if (endpoint !== undefined) met.add(endpoint.path)
  }
  expect(met.size).toBe(13)
  for (const path of met) {
    const endpoint = contract.find((one) => one.path === path)
    const { target } = simulator.requests.find(
      ({ status, target: one }) =>
        status === 200 &&
        !one.includes('$deltatoken') &&
        pathPattern(path).test(decodeURIComponent(one.split('?')[0] ?? '')),
    ) ?? { target: '' }
    const reply = await simulator.respond(
      new Request(`https://contoso.crm4.example${target}`, {
        headers: { authorization: `Bearer ${simulator.token}` },
      }),
    )
    expect({ path, error: endpoint?.reply.safeParse(await reply.json()).error?.message }).toEqual({
      path,
      error: undefined,
    })
  }
})

test('a run without changes asks once for each table, and takes nothing', async () => {
  const { simulator, store } = organisation()
  await premiumSync({ simulator, store })
  simulator.requests.length = 0
  const results = await premiumSync({ simulator, store })
  expect(results.reduce((sum, { pages }) => sum + pages, 0)).toBe(1) // the organisation itself
  expect(asked(simulator).filter((address) => address.includes('$deltatoken'))).toHaveLength(10)
  expect(simulator.requests).toHaveLength(13)
})

test('what is deleted goes with the next run, without a census', async () => {
  const { simulator, store } = organisation()
  await premiumSync({ simulator, store })
  simulator.edit({ kind: 'delete', table: TASK, id: IDS.launch })
  await premiumSync({ simulator, store })
  expect(await premiumRecord(store, 'workItem', IDS.launch)).toBeUndefined()
  expect(await premiumRecord(store, 'dependency', IDS.link)).toBeUndefined()
  expect(await premiumRecord(store, 'workItem', IDS.design)).toBeDefined()
})

test('a token that has expired means a whole read, and a census finds what went meanwhile', async () => {
  const clock = fixedClock('2026-01-05T09:00:00Z')
  const { simulator, store } = organisation({ clock })
  await premiumSync({ simulator, store })
  clock.advance(8 * DAY_MS)
  const values = { msdyn_subject: 'Changed while nobody looked' }
  simulator.edit({ kind: 'update', table: TASK, id: IDS.design, values })
  simulator.edit({ kind: 'delete', table: TASK, id: IDS.launch })
  const logged: string[] = []
  const results = await premiumSync(
    { simulator, store },
    { log: (_level, stream, message) => void logged.push(`${stream}: ${message}`) },
  )
  expect(results.every(({ state }) => state === 'ok')).toBe(true)
  expect(logged).toContain(
    'premiumTasks: The link to changes of msdyn_projecttask has expired; the table is read whole.',
  )
  expect(await premiumRecord(store, 'workItem', IDS.design)).toMatchObject({ title: values.msdyn_subject })
  expect(await premiumRecord(store, 'workItem', IDS.launch)).toBeUndefined()
  simulator.requests.length = 0
  await premiumSync({ simulator, store })
  expect(asked(simulator).filter((address) => address.includes('$deltatoken'))).toHaveLength(10)
})

test('columns that an organisation lacks are left out and named, and the rest is read', async () => {
  const { simulator, store } = organisation({
    tenant: {
      lacking: [
        'msdyn_program',
        'msdyn_projectbaselinedata',
        `${TASK}.msdyn_iscritical`,
        `${TASK}.msdyn_descriptionplaintext`,
      ],
    },
  })
  const results = await premiumSync({ simulator, store })
  const tasks = results.find(({ stream }) => stream === 'premiumTasks')
  expect(tasks?.reasons).toEqual([
    'msdyn_projecttask has no msdyn_descriptionplaintext, msdyn_iscritical in this organisation; read without them.',
  ])
  expect(await premiumRecord(store, 'workItem', IDS.design)).toMatchObject({
    title: 'Design',
    estimate: 2400,
  })
  expect(asked(simulator).some((address) => address.startsWith('msdyn_programs'))).toBe(false)
})

test('an organisation without the table of tasks is told so, in a sentence', async () => {
  const { simulator, store } = organisation({ tenant: { lacking: [TASK] } })
  const results = await premiumSync({ simulator, store })
  const tasks = results.find(({ stream }) => stream === 'premiumTasks')
  expect(tasks?.state).toBe('failed')
  expect(tasks?.reasons.join()).toContain('has no table msdyn_projecttask; install Planner premium')
})

test('without change tracking every run reads the tables whole, and a census finds what is gone', async () => {
  for (const options of [
    { tenant: { untracked: [TASK] } },
    { premium: { changeTracking: false } },
  ] as const) {
    const { simulator, store } = organisation(options)
    const premium = 'premium' in options ? options.premium : {}
    await premiumSync({ simulator, store, premium })
    const values = { msdyn_subject: 'Designed' }
    simulator.edit({ kind: 'update', table: TASK, id: IDS.design, values })
    simulator.edit({ kind: 'delete', table: TASK, id: IDS.launch })
    simulator.requests.length = 0
    await premiumSync({ simulator, store, premium }, { censusEveryMs: 0 })
    expect(
      asked(simulator).some((one) => one.startsWith('msdyn_projecttasks?$select=msdyn_projecttaskid,v')),
    ).toBe(true)
    expect(asked(simulator).some((one) => /^msdyn_projecttasks\?.*\$deltatoken/.test(one))).toBe(false)
    expect(await premiumRecord(store, 'workItem', IDS.design)).toMatchObject({ title: 'Designed' })
    expect(await premiumRecord(store, 'workItem', IDS.launch)).toBeUndefined()
  }
})

test('only the projects that are named are read, and those that are named no more go', async () => {
  const { simulator, store } = organisation()
  const other = simulator.edit({ kind: 'create', table: 'msdyn_project', values: { msdyn_subject: 'Other' } })
  const values = { msdyn_subject: 'Task of the other', _msdyn_project_value: other }
  const task = simulator.edit({ kind: 'create', table: TASK, values })
  const third = simulator.edit({ kind: 'create', table: 'msdyn_project', values: { msdyn_subject: 'Third' } })
  const left = { msdyn_subject: 'Task of the third', _msdyn_project_value: third }
  const out = simulator.edit({ kind: 'create', table: TASK, values: left })
  await premiumSync({ simulator, store, premium: { projects: [IDS.project, other.toUpperCase()] } })
  expect(await premiumRecord(store, 'workItem', task)).toBeDefined()
  expect(await premiumRecord(store, 'workItem', out)).toBeUndefined()
  await premiumSync({ simulator, store, premium: { projects: [IDS.project, third] } })
  expect(await premiumRecord(store, 'workItem', IDS.design)).toBeDefined()
  expect(await premiumRecord(store, 'workItem', out)).toBeDefined()
  expect(await premiumRecord(store, 'workItem', task)).toBeUndefined()
})

test.each([
  ['1 means one thing', { 1: 'Finish to Start', 3: 'Start to Start' }, 1033, 'FS'],
  ['1 means another', { 1: 'Start to Start', 3: 'Finish to Start' }, 1033, 'SS'],
  ['labels are German alone', { 1: 'Anfang-Ende (AE)' }, 1031, 'SF'],
  ['labels say nothing', { 1: 'Verknüpfung' }, 1031, 'relates'],
] as const)('link types are what the organisation says they are: %s', async (_, labels, language, type) => {
  const { simulator, store } = organisation({
    tenant: {
      language,
      choices: {
        'msdyn_projecttaskdependency.msdyn_projecttaskdependencylinktype': choice(labels, language),
      },
    },
  })
  await premiumSync({ simulator, store })
  expect(await premiumRecord(store, 'dependency', IDS.link)).toMatchObject({
    type,
    nativeType: labels[1],
    lag: { minutes: 1440, basis: 'working' },
    ...(type === 'relates'
      ? { warnings: ['The link type 1 ("Verknüpfung") does not say which ends it joins'] }
      : {}),
  })
})
