import { constraintKind, dependencyType, statusCategory, workItemType } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { someDay, someInstant, someWhen } from './known-day.ts'

/**
 * The fields of records as they are drawn, without refs: pointers are numbers, taken modulo the records that
 * there are, so that any shrunk portfolio is still a valid one.
 */
const pointer = fc.nat(30)
/** Points at one of the first few, so that some have many that point at them. */
const hub = fc.nat(2)
const minutes = fc.constantFrom(0, 30, 60, 480, 960, 2400, 24_000)
const text = fc.constantFrom(
  '',
  'Übergabe',
  'Roll out to 3 sites',
  '<b>bold</b> & co',
  'x'.repeat(300),
  '🚧 dock',
)
const STATUSES = { todo: 'Open', in_progress: 'In work', done: 'Done', cancelled: 'Dropped' } as const

/** Presence of an optional field: about half of the records have it. */
function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 2 })
}

/** What a work item holds but its refs. */
export const drawnItem = fc.record({
  type: fc.constantFrom(...workItemType.options),
  title: text.filter((one) => one !== ''),
  description: some(text),
  category: fc.constantFrom(...statusCategory.options),
  blocked: some(fc.boolean()),
  priority: some(fc.integer({ min: 0, max: 4 })),
  assignees: some(fc.array(pointer, { maxLength: 3 })),
  reporter: some(pointer),
  labels: some(fc.array(fc.constantFrom('ops', 'risk', 'q1'), { maxLength: 2 })),
  parent: some(hub),
  milestone: some(hub),
  created: some(someInstant),
  updated: some(someInstant),
  started: some(someWhen),
  finished: some(someWhen),
  plannedStart: some(someWhen),
  plannedFinish: some(someWhen),
  due: some(someDay),
  deadline: some(someWhen),
  constraint: some(fc.constantFrom(...constraintKind.options)),
  percentComplete: some(fc.constantFrom(0, 1, 50, 99, 100)),
  estimate: some(minutes),
  spent: some(minutes),
  remaining: some(minutes),
  points: some(fc.constantFrom(0, 1, 3, 8)),
  summary: some(fc.boolean()),
  isMilestone: some(fc.boolean()),
  totalFloat: some(fc.constantFrom(-480, 0, 480, 48_000)),
  team: some(text),
})
export type DrawnItem = typeof drawnItem extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** The status word of a category. */
export function statusWord(category: keyof typeof STATUSES): string {
  return STATUSES[category]
}

/** What hangs on items: which item, and what of it. */
export const drawnDependency = fc.record({
  from: pointer,
  to: pointer,
  type: fc.constantFrom(...dependencyType.options),
  lag: some(minutes.chain((size) => fc.constantFrom(size, -size))),
  lost: fc.boolean(),
})
export const drawnWorklog = fc.record({ item: hub, account: some(pointer), started: someWhen, minutes })
export const drawnChange = fc.record({
  item: hub,
  field: fc.constantFrom('status', 'due', 'assignees'),
  at: someInstant,
  by: some(pointer),
})
export const drawnAssignment = fc.record({
  item: hub,
  account: some(pointer),
  units: some(fc.constantFrom(0.5, 1, 2)),
  plannedWork: some(minutes),
})
export const drawnBaseline = fc.record({
  item: pointer,
  start: some(someWhen),
  finish: some(someWhen),
  work: some(minutes),
})
export const drawnMilestone = fc.record({
  state: fc.constantFrom('open' as const, 'closed' as const, 'released' as const),
  due: some(someDay),
})
export const drawnIteration = fc.record({
  start: some(someWhen),
  end: some(someWhen),
  members: fc.array(pointer, { maxLength: 4 }),
})
export const drawnRisk = fc.record({
  probability: some(fc.constantFrom(0, 0.5, 1)),
  owner: some(pointer),
  due: some(someDay),
})

/** What the schedule says of an item; absent: it has no place in it. */
export const drawnDates = some(
  fc.record({
    start: fc.integer({ min: -30, max: 30 }),
    days: fc.integer({ min: 0, max: 60 }),
    float: fc.integer({ min: -10, max: 60 }),
    assumed: fc.nat(3).map((one) => one === 0),
  }),
)

/** What the schedule says of a project beside its items. */
export const drawnPlan = fc.record({
  told: fc.nat(5).map((one) => one > 0),
  promised: some(
    fc.record({
      /** Working days from the finish. */
      float: fc.constantFrom(-60, -11, -10, -1, 0, 5),
      by: fc.constantFrom('baseline' as const, 'commitment' as const),
    }),
  ),
  ring: fc.nat(4).map((one) => one === 0),
  /** Days by which what the tracker of a link holds of the other end differs from what it has itself. */
  drift: some(fc.constantFrom(0, 1, 30)),
})
