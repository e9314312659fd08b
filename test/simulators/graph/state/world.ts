import type { SimulatorClock } from '../../common/clock.ts'
import { createRandom, type Random } from '../../common/random.ts'
import { LIMITS, type PlannerLimits } from './limits.ts'
import type { Bucket, ChangeEntry, Group, Person, Plan, Task, Versioned } from './model.ts'

export interface WorldOptions {
  readonly seed: number
  readonly clock: SimulatorClock
  readonly limits?: Partial<PlannerLimits>
  /** Whether a change of a task's details alone gives the task itself a new ETag. */
  readonly detailsTouchTask: boolean
}

/** Everything in one simulated tenant. */
export interface World {
  /** Swapped while a story of the past is told. */
  clock: SimulatorClock
  readonly random: Random
  readonly limits: PlannerLimits
  readonly detailsTouchTask: boolean
  readonly people: Map<string, Person>
  readonly groups: Map<string, Group>
  readonly plans: Map<string, Plan>
  readonly buckets: Map<string, Bucket>
  readonly tasks: Map<string, Task>
  /** What changed, in order: the delta functions tell of it. */
  readonly changes: ChangeEntry[]
  /** Delta tokens below this sequence are too old. */
  oldestDelta: number
  hints: number
}

export const createWorld = ({ seed, clock, limits, detailsTouchTask }: WorldOptions): World => ({
  clock,
  random: createRandom(seed),
  limits: { ...LIMITS, ...limits },
  detailsTouchTask,
  people: new Map(),
  groups: new Map(),
  plans: new Map(),
  buckets: new Map(),
  tasks: new Map(),
  changes: [],
  oldestDelta: 0,
  hints: 0,
})

export const versioned = (): Versioned => ({ version: 1, changedAt: new Map() })

/** Counts a resource's version up, for these properties. */
export const bump = (resource: Versioned, properties: readonly string[]): void => {
  resource.version++
  for (const property of properties) resource.changedAt.set(property, resource.version)
}

/** Writes a line of the change log. */
export const noteChange = (world: World, entry: Omit<ChangeEntry, 'sequence'>): void => {
  world.changes.push({ sequence: world.changes.length + 1, ...entry })
}

/** A plan that is there, whoever may see it. */
export const planOf = (world: World, id: string): Plan | undefined => {
  const plan = world.plans.get(id)
  return plan?.deleted === true ? undefined : plan
}

/** Buckets of a plan, in the order of their making. */
export const bucketsOf = (world: World, planId: string): Bucket[] =>
  [...world.buckets.values()].filter((bucket) => bucket.planId === planId && !bucket.deleted)

/** Tasks of a plan, in the order of their making. */
export const tasksOf = (world: World, planId: string): Task[] =>
  [...world.tasks.values()].filter((task) => task.planId === planId && !task.deleted)

/** Plans that a group holds. */
export const plansOf = (world: World, groupId: string): Plan[] =>
  [...world.plans.values()].filter((plan) => plan.groupId === groupId && !plan.deleted)
