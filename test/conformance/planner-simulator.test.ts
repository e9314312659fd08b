import { join } from 'node:path'
import { contributionsOf } from '@headless-pmo/sdk'
import {
  createRandom,
  startGraphSimulator,
  type GraphSimulator,
  type GraphSimulatorOptions,
  type Random,
} from '@headless-pmo/simulators/graph'
import { describe, expect, test } from 'vitest'
import { bindContribution, openIsolated } from '../../core/src/host/isolation/index.ts'
import { fixture } from '../support/fixtures.ts'
import {
  authorized,
  memoryStore,
  microsoftConnector,
  plannerRecords,
  plannerSync,
  smallTenant,
  type Tenant,
} from './planner-sync.ts'

async function opened(more: GraphSimulatorOptions = {}) {
  const { options, tenant } = smallTenant()
  const simulator = await startGraphSimulator({ ...options, ...more })
  return { simulator, tenant: tenant(), store: memoryStore() }
}

const states = (results: readonly { readonly stream: string; readonly state: string }[]) =>
  Object.fromEntries(results.map(({ stream, state }) => [stream, state]))

const ALL_OK = { plannerUsers: 'ok', plannerPlans: 'ok', plannerBuckets: 'ok', plannerTasks: 'ok' }

describe('a quiet tenant', () => {
  test('a first sync has everything; a second one writes nothing and asks for no details', async () => {
    const { simulator, tenant, store } = await opened({ gate: fixture('specs') })
    await using _simulator = simulator
    expect(states(await plannerSync({ simulator, store }))).toEqual(ALL_OK)
    const records = await plannerRecords(store)
    const items = Object.values(records).filter(({ kind }) => kind === 'workItem')
    expect(items.map(({ ref }) => ref).toSorted()).toEqual([...tenant.tasks].toSorted())

    const before = store.fingerprint()
    simulator.requests.length = 0
    await plannerSync({ simulator, store })
    expect(store.fingerprint()).toBe(before)
    expect(simulator.requests.filter(({ target }) => target.includes('/tasks')).length).toBe(3)
    // The details of the two plans, in one batch; none of tasks.
    expect(simulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(simulator.violations).toEqual([])
  })

  test('a task arrives with its details, its place, its people and the names of its categories', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store })
    const records = await plannerRecords(store)
    const task = tenant.tasks[5] ?? ''
    expect(records[`workItem ${task}`]).toMatchObject({
      container: tenant.launch,
      title: 'Everything',
      status: 'In progress',
      statusCategory: 'in_progress',
      percentComplete: 50,
      priority: 0,
      plannedStart: '2026-02-02',
      due: '2026-02-27',
      labels: ['Risk', 'category7'],
      assignees: [tenant.ada, tenant.guest].toSorted(),
      reporter: tenant.ada,
      description: 'What it is \\*about\\*.  \nSecond line.',
      fields: {
        checklist: ['[x] First', '[ ] Second'],
        references: ['The plan: https://plans.example/a.b?c=d'],
      },
    })
    expect(records[`placement ${task}`]).toMatchObject({ container: tenant.buckets[0], item: task })
    expect(records[`assignment ${task}#${tenant.guest}`]).toMatchObject({ account: tenant.guest })
    expect(records[`account ${tenant.guest}`]).toMatchObject({ displayName: 'Guest of Honour' })
    expect(records[`container ${tenant.launch}`]).toMatchObject({ name: 'Launch', nativeType: 'plan' })
    expect(records[`container ${tenant.buckets[1]}`]).toMatchObject({ name: 'Done', nativeType: 'bucket' })
    expect(records[`fieldDefinition ${tenant.launch}#category3`]).toMatchObject({ name: 'Customer' })
  })
})

describe('what changes', () => {
  test('details are read only for tasks whose ETag is new', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store })
    const [first = '', second = ''] = tenant.tasks
    simulator.edit({ kind: 'editTask', task: first, set: { title: 'Another title' } })
    simulator.edit({ kind: 'editDetails', task: second, set: { description: 'Now with words.' } })
    simulator.requests.length = 0
    const [tasks] = (await plannerSync({ simulator, store })).filter(
      ({ stream }) => stream === 'plannerTasks',
    )
    expect(tasks).toMatchObject({ state: 'ok', items: 2 })
    const records = await plannerRecords(store)
    expect(records[`workItem ${first}`]).toMatchObject({ title: 'Another title' })
    expect(records[`workItem ${second}`]).toMatchObject({ description: 'Now with words.' })
  })

  test('a renamed category reaches the tasks that have it, although none of them was touched', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store })
    simulator.edit({ kind: 'nameCategory', plan: tenant.launch, category: 'category1', name: 'Danger' })
    const results = await plannerSync({ simulator, store })
    expect(results.find(({ stream }) => stream === 'plannerTasks')).toMatchObject({ items: 1 })
    const records = await plannerRecords(store)
    expect(records[`workItem ${tenant.tasks[5]}`]).toMatchObject({ labels: ['Danger', 'category7'] })
    expect(records[`fieldDefinition ${tenant.launch}#category1`]).toMatchObject({ name: 'Danger' })
  })

  test('a deleted task goes at once, on the word of the service for it alone', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store })
    const [gone = '', kept = ''] = tenant.tasks
    simulator.edit({ kind: 'deleteTask', task: gone })
    await plannerSync({ simulator, store })
    const records = await plannerRecords(store)
    expect(records).not.toHaveProperty([`workItem ${gone}`])
    expect(records).toHaveProperty([`workItem ${kept}`])
    const stream = { connection: 'planner', stream: 'plannerTasks' }
    const raw = await store.transaction({ name: 'planner', fence: 1 }, (tx) => tx.rawByRef(stream, [gone]))
    expect(raw.get(gone)?.gone).toBe('deleted')
  })

  test('a task that moves to the other plan keeps its identity, whichever plan is read first', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store })
    const [one = ''] = tenant.tasks
    const other = tenant.tasks[6] ?? ''
    simulator.edit({ kind: 'transferTask', task: one, plan: tenant.office })
    simulator.edit({ kind: 'transferTask', task: other, plan: tenant.launch })
    await plannerSync({ simulator, store })
    const records = await plannerRecords(store)
    expect(records[`workItem ${one}`]).toMatchObject({ container: tenant.office })
    expect(records[`workItem ${other}`]).toMatchObject({ container: tenant.launch })
  })

  test('a task that moves to a plan which is not read is out of scope after the next census', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    const planner = { plans: [tenant.launch] }
    await plannerSync({ simulator, store, planner })
    const [one = ''] = tenant.tasks
    simulator.edit({ kind: 'transferTask', task: one, plan: tenant.office })
    await plannerSync({ simulator, store, planner }, { censusEveryMs: 0 })
    const stream = { connection: 'planner', stream: 'plannerTasks' }
    const raw = await store.transaction({ name: 'planner', fence: 1 }, (tx) => tx.rawByRef(stream, [one]))
    expect(raw.get(one)?.gone).toBe('out_of_scope')
  })

  test('a plan that can no longer be seen loses nothing, and says why', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    const planner = { plans: [tenant.launch, tenant.office] }
    await plannerSync({ simulator, store, planner })
    const before = await plannerRecords(store)
    simulator.edit({ kind: 'hidePlan', plan: tenant.launch })
    const results = await plannerSync({ simulator, store, planner }, { censusEveryMs: 0 })
    expect(results.find(({ stream }) => stream === 'plannerTasks')).toMatchObject({
      state: 'partial',
      reasons: [expect.stringContaining(`The plan ${tenant.launch} could not be read`)],
    })
    expect(await plannerRecords(store)).toEqual(before)
  })

  test('somebody who left the directory stays, without a name, and inactive', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    simulator.edit({ kind: 'removePerson', person: tenant.guest })
    await plannerSync({ simulator, store })
    const records = await plannerRecords(store)
    expect(records[`account ${tenant.guest}`]).toEqual({
      kind: 'account',
      ref: tenant.guest,
      type: 'unknown',
      active: false,
    })
  })
})

describe('edits between the requests of a sync', () => {
  test('a task that slips from a page to come to one that was read is not taken for deleted', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store })
    const [first = ''] = tenant.tasks
    const slipping = tenant.tasks[4] ?? ''
    const plain = authorized(simulator.token)
    let edited = false
    const stream = { connection: 'planner', stream: 'plannerTasks' }
    await plannerSync(
      { simulator, store },
      {
        fetch: async (input, init) => {
          const reply = await plain(input, init)
          if (!edited && new Request(input).url.endsWith(`/plans/${tenant.launch}/tasks`)) {
            edited = true
            simulator.edit({ kind: 'deleteTask', task: first })
          }
          return reply
        },
      },
    )
    expect(edited).toBe(true)
    const raw = await store.transaction({ name: 'planner', fence: 1 }, (tx) =>
      tx.rawByRef(stream, [slipping]),
    )
    expect(raw.get(slipping)).toMatchObject({ revision: 1 })
    expect(raw.get(slipping)?.gone).toBeUndefined()
  })

  const deep = process.env['PMO_TEST_DEEP'] === '1'
  const seeds = Array.from({ length: deep ? 100 : 6 }, (_each, at) => at + 1)
  const cases = seeds.flatMap((seed) => [false, true].map((delta) => ({ seed, delta })))
  test.each(cases)(
    'seed $seed, delta $delta: read step by step equals read at once',
    async ({ seed, delta }) => {
      const { simulator, tenant, store } = await opened({ seed, pageSize: 2 + (seed % 4) })
      await using _simulator = simulator
      const random = createRandom(seed)
      const plain = authorized(simulator.token)
      const planner = { delta }
      let requests = 0
      const fetch: typeof plain = async (input, init) => {
        const reply = await plain(input, init)
        if (++requests % 3 === 0) editSomething(simulator, tenant, random)
        return reply
      }
      for (let round = 0; round < 4; round++)
        await plannerSync({ simulator, store, planner }, { fetch, censusEveryMs: 0 })
      await plannerSync({ simulator, store, planner }, { censusEveryMs: 0 })
      const fresh = memoryStore()
      await plannerSync({ simulator, store: fresh, planner })
      expect(withoutPeople(await plannerRecords(store))).toEqual(withoutPeople(await plannerRecords(fresh)))
    },
  )
})

/** People who were once named are never removed, although nobody names them any more. */
const withoutPeople = (records: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(records).filter(([name]) => !name.startsWith('account ')))

/** One of the many things that people do in Planner. */
function editSomething(
  simulator: GraphSimulator,
  { ada, launch, office, guest }: Tenant,
  random: Random,
): void {
  const { world } = simulator
  const tasks = [...world.tasks.values()]
  const live = tasks.filter(({ deleted }) => !deleted)
  const plan = random.pick([launch, office])
  const word = random.hex(4)
  const ways: (() => void)[] = [
    () => simulator.edit({ kind: 'createTask', plan, title: word, by: ada, assignees: [guest] }),
    () => simulator.edit({ kind: 'nameCategory', plan, category: 'category1', name: word }),
    () => simulator.edit({ kind: 'createBucket', plan, name: word }),
    () => simulator.edit({ kind: 'renamePlan', plan, title: word }),
  ]
  const gone = tasks.filter(({ deleted, planId }) => deleted && world.plans.get(planId)?.deleted === false)
  if (gone.length > 0) ways.push(() => simulator.edit({ kind: 'restoreTask', task: random.pick(gone).id }))
  if (live.length > 0) {
    const task = random.pick(live).id
    ways.push(
      () => simulator.edit({ kind: 'editTask', task, set: { title: word } }),
      () => simulator.edit({ kind: 'editTask', task, set: { appliedCategories: { category1: true } } }),
      () => simulator.edit({ kind: 'editDetails', task, set: { description: word } }),
      () => simulator.edit({ kind: 'deleteTask', task }),
      () => simulator.edit({ kind: 'transferTask', task, plan }),
    )
  }
  random.pick(ways)()
}

describe('the delta functions of the beta version', () => {
  const planner = { delta: true }

  test('tell of changes with requests that do not grow with the plan', async () => {
    const { simulator, tenant, store } = await opened({ gate: fixture('specs') })
    await using _simulator = simulator
    await plannerSync({ simulator, store, planner })
    const before = store.fingerprint()
    simulator.requests.length = 0
    await plannerSync({ simulator, store, planner })
    expect(store.fingerprint()).toBe(before)
    expect(simulator.requests.some(({ target }) => /\/tasks(\?|$)/.test(target))).toBe(false)

    const [first = '', second = '', third = ''] = tenant.tasks
    simulator.edit({ kind: 'editTask', task: first, set: { title: 'Told by delta' } })
    simulator.edit({ kind: 'deleteTask', task: second })
    simulator.edit({ kind: 'createTask', plan: tenant.office, title: 'New', by: tenant.ada })
    simulator.edit({ kind: 'transferTask', task: third, plan: tenant.office })
    await plannerSync({ simulator, store, planner })
    const fresh = memoryStore()
    await plannerSync({ simulator, store: fresh, planner })
    expect(await plannerRecords(store)).toEqual(await plannerRecords(fresh))
    expect(simulator.violations).toEqual([])
  })

  test('tell of details that changed without their task, which the list alone does not show', async () => {
    const { simulator, tenant, store } = await opened({ detailsTouchTask: false })
    await using _simulator = simulator
    const task = tenant.tasks[5] ?? ''
    await plannerSync({ simulator, store, planner })
    simulator.edit({ kind: 'editDetails', task, set: { description: 'Written anew.' } })
    await plannerSync({ simulator, store, planner })
    expect((await plannerRecords(store))[`workItem ${task}`]).toMatchObject({ description: 'Written anew.' })
  })

  test('categories that got other names are seen, although no function tells of them', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store, planner })
    simulator.edit({ kind: 'nameCategory', plan: tenant.launch, category: 'category1', name: 'Danger' })
    await plannerSync({ simulator, store, planner })
    const records = await plannerRecords(store)
    expect(records[`workItem ${tenant.tasks[5]}`]).toMatchObject({ labels: ['Danger', 'category7'] })
  })

  test('a link that is too old leads to the list, whose ETags still spare the details', async () => {
    const { simulator, tenant, store } = await opened()
    await using _simulator = simulator
    await plannerSync({ simulator, store, planner })
    simulator.edit({ kind: 'deleteTask', task: tenant.tasks[0] ?? '' })
    simulator.edit({ kind: 'editTask', task: tenant.tasks[1] ?? '', set: { title: 'While we slept' } })
    simulator.forgetDeltas()
    const results = await plannerSync({ simulator, store, planner })
    expect(results.find(({ stream }) => stream === 'plannerTasks')).toMatchObject({ state: 'ok', items: 1 })
    const fresh = memoryStore()
    await plannerSync({ simulator, store: fresh, planner })
    expect(await plannerRecords(store)).toEqual(await plannerRecords(fresh))
    simulator.requests.length = 0
    await plannerSync({ simulator, store, planner })
    expect(simulator.requests.some(({ target }) => /\/tasks(\?|$)/.test(target))).toBe(false)
  })

  test('a tenant without them says so', async () => {
    const { simulator, store } = await opened({ beta: false })
    await using _simulator = simulator
    const results = await plannerSync({ simulator, store, planner })
    expect(results.find(({ stream }) => stream === 'plannerTasks')).toMatchObject({
      state: 'failed',
      reasons: [expect.stringContaining('The changes of Launch'), expect.stringContaining('Office')],
    })
  })
})

describe('P4: the probe', () => {
  const probe = async (url: string, token: string, config: Readonly<Record<string, unknown>> = {}) => {
    const connector = microsoftConnector()
    return connector.probe({
      fetch: authorized(token),
      config: connector.config.parse({ planner: { url, ...config } }),
      log: { info: () => undefined, warn: () => undefined },
      signal: new AbortController().signal,
    })
  }

  test('good credentials, wrong ones, a plan that is not there, a page of HTML and a dead host are told apart', async () => {
    const { simulator } = await opened()
    await using _simulator = simulator
    const { url, token } = simulator
    expect(await probe(url, token)).toMatchObject({
      ok: true,
      details: expect.arrayContaining(['Planner (Microsoft Graph): answers (2 basic plans found).']),
    })
    expect(await probe(url, 'wrong')).toMatchObject({
      reason: 'unauthorized',
      message: expect.stringContaining('Check tenant, clientId and clientSecret'),
    })
    expect(await probe(url, token, { plans: ['x'.repeat(28)] })).toMatchObject({
      reason: 'not_found',
      message: expect.stringContaining('a premium plan is not in Graph'),
    })
    simulator.fault({ kind: 'html', times: 20 })
    expect(await probe(url, token)).toMatchObject({ reason: 'wrong_reply' })
    await simulator.close()
    expect(await probe(url, token)).toMatchObject({ reason: 'unreachable' })
  })

  test('the plans that could be connected are offered', async () => {
    const { simulator, tenant } = await opened()
    await using _simulator = simulator
    const connector = microsoftConnector()
    const offered = await Array.fromAsync(
      connector.scopes!({
        fetch: authorized(simulator.token),
        config: connector.config.parse({ planner: { url: simulator.url } }),
        log: { info: () => undefined, warn: () => undefined },
        signal: new AbortController().signal,
      }),
    )
    expect(offered.map(({ config }) => config)).toContainEqual({ planner: { plans: [tenant.launch] } })
  })
})

test('the connector reads the same in a process of its own', async () => {
  const { simulator, store } = await opened()
  await using _simulator = simulator
  const inline = await plannerSync({ simulator, store })
  const entry = join(import.meta.dirname, '../../plugins/microsoft-project/src/index.ts')
  await using isolated = await openIsolated({ entry: { module: entry } })
  const [contribution] = contributionsOf(isolated.plugin, 'connector')
  if (contribution === undefined) throw new Error('the plugin has a connector')
  const connector = await bindContribution(contribution, { planner: { url: simulator.url } }, 'planner')
  const apart = memoryStore()
  expect(await plannerSync({ simulator, store: apart }, { connector })).toEqual(inline)
  expect(apart.fingerprint()).toBe(store.fingerprint())
  expect(isolated.attempts()).toEqual([])
})
