import { syncConnection, type RunContext, type StreamResult } from '@headless-pmo/engine'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { contributionsOf, type AnyConnector, type PortfolioRecord } from '@headless-pmo/sdk'
import {
  addBucket,
  addGroup,
  addPerson,
  addPlan,
  addTask,
  type GraphSimulator,
  type GraphSimulatorOptions,
  type World,
} from '@headless-pmo/simulators/graph'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'

/** Streams of Planner, of those that a connection has. */
export const PLANNER_STREAMS = ['plannerUsers', 'plannerPlans', 'plannerBuckets', 'plannerTasks'] as const

export function microsoftConnector(): AnyConnector {
  const [connector] = contributionsOf(microsoftProject, 'connector')
  if (connector === undefined) throw new Error('the plugin has a connector')
  return connector
}

export interface PlannerSync {
  readonly simulator: GraphSimulator
  readonly store: MemoryStore
  /** Under `planner`. */
  readonly planner?: Readonly<Record<string, unknown>>
}

/** Syncs the simulator once, through plain fetch. */
export async function plannerSync(
  { simulator, store, planner = {} }: PlannerSync,
  more: Partial<RunContext> = {},
): Promise<readonly StreamResult[]> {
  const connector = microsoftConnector()
  const results = await syncConnection({
    connection: 'planner',
    pluginVersion: microsoftProject.version,
    connector,
    config: connector.config.parse({ planner: { url: simulator.url, ...planner } }),
    store,
    lease: { name: 'planner', fence: 1 },
    clock: { now: () => simulator.clock.now(), sleep: async () => undefined },
    fetch: authorized(simulator.token),
    signal: new AbortController().signal,
    full: false,
    censusEveryMs: 86_400_000,
    ...more,
  })
  return results.filter(({ stream }) => stream.startsWith('planner'))
}

/** `fetch` with a token, as the host gives it. */
export function authorized(token: string): RunContext['fetch'] {
  return (input, init) => {
    const request = new Request(input, init)
    request.headers.set('authorization', `Bearer ${token}`)
    return fetch(request)
  }
}

/** Live records of Planner's streams, by kind and ref. */
export async function plannerRecords(store: MemoryStore): Promise<Record<string, PortfolioRecord>> {
  const found: [string, PortfolioRecord][] = []
  for (const name of PLANNER_STREAMS) {
    const stream = { connection: 'planner', stream: name }
    const refs: string[] = []
    for await (const batch of store.liveRefs(stream)) refs.push(...batch.map(({ ref }) => ref))
    const records = await store.transaction({ name: 'planner', fence: 1 }, async (tx) => {
      const raw = await tx.rawByRef(stream, refs)
      return tx.records(
        'planner',
        [...raw.values()].map(({ id }) => id),
        [],
      )
    })
    for (const { kind, ref, data, gone } of records)
      if (gone === undefined) found.push([`${kind} ${ref}`, data])
  }
  return Object.fromEntries(found.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** A small tenant: two plans of one group, six tasks, a guest who belongs to no group. */
export interface Tenant {
  readonly ada: string
  readonly guest: string
  readonly group: string
  readonly launch: string
  readonly office: string
  readonly buckets: readonly string[]
  readonly tasks: readonly string[]
}

/** Options that tell the tenant's story, and what it became. */
export function smallTenant(): { readonly options: GraphSimulatorOptions; readonly tenant: () => Tenant } {
  let tenant: Tenant | undefined
  return {
    options: {
      seed: 5,
      pageSize: 4,
      seedWith: (world) => {
        tenant = tell(world)
      },
    },
    tenant: () => {
      if (tenant === undefined) throw new Error('The simulator is not made yet.')
      return tenant
    },
  }
}

function tell(world: World): Tenant {
  const ada = addPerson(world, { displayName: 'Ada Lovelace' }).id
  const grace = addPerson(world, { displayName: 'Grace Hopper' }).id
  const guest = addPerson(world, { displayName: 'Guest of Honour', userType: 'Guest' }).id
  const group = addGroup(world, { displayName: 'Delivery', members: [ada, grace] }).id
  const categories = { category1: 'Risk', category3: 'Customer' }
  const launch = addPlan(world, { title: 'Launch', group, by: ada, categories }).id
  const office = addPlan(world, { title: 'Office', group, by: grace }).id
  const buckets = ['To do', 'Done'].map((name) => addBucket(world, { plan: launch, name }).id)
  const bucket = buckets[0] ?? ''
  const tasks = Array.from({ length: 5 }, (_each, at) =>
    addTask(world, { plan: launch, bucket, title: `Task ${at + 1}`, by: ada, assignees: [grace] }),
  )
  tasks.push(
    addTask(world, {
      plan: launch,
      bucket,
      title: 'Everything',
      by: ada,
      percentComplete: 50,
      priority: 1,
      start: '2026-02-02T10:00:00Z',
      due: '2026-02-27T10:00:00Z',
      assignees: [ada, guest],
      categories: ['category1', 'category7'],
      description: 'What it is *about*.\nSecond line.',
      checklist: [{ title: 'First', done: true }, { title: 'Second' }],
      references: [{ url: 'https://plans.example/a.b?c=d', alias: 'The plan' }],
    }),
    addTask(world, { plan: office, title: 'Move desks', by: grace }),
  )
  return { ada, guest, group, launch, office, buckets, tasks: tasks.map(({ id }) => id) }
}

export { memoryStore }
