import fc from 'fast-check'

const pointer = fc.nat(30)
/** Elapsed days: around the limits that teams set, and years. */
const days = fc.oneof(
  fc.integer({ min: 0, max: 30 }),
  fc.constantFrom(0.5, 5, 5.5, 13.9, 14, 90, 180, 183, 400),
)

function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 3 })
}

/** How one item has moved, as days before the day of the portfolio. */
export const drawnMoves = fc.record({
  /** One in ten is not in the flow figures. */
  told: fc.nat(9).map((one) => one < 9),
  created: some(days),
  begun: some(days),
  ended: days,
  active: some(fc.constantFrom(0, 0.25, 1)),
  changed: some(days),
  stood: some(days),
  blocked: some(days),
  reopened: fc.constantFrom(0, 0, 0, 1, 2, 3),
})
export type DrawnMoves = typeof drawnMoves extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** An iteration that has begun, with what was taken on: pointers to items. */
export const drawnSprint = fc.record({
  began: fc.integer({ min: 1, max: 60 }),
  length: fc.constantFrom(7, 14, 21),
  closed: fc.boolean(),
  committed: fc.array(pointer, { maxLength: 6 }),
  added: fc.array(pointer, { maxLength: 4 }),
  removed: fc.array(pointer, { maxLength: 2 }),
  completed: fc.array(pointer, { maxLength: 6 }),
})
export type DrawnSprint = typeof drawnSprint extends fc.Arbitrary<infer Drawn> ? Drawn : never

/** The flow of a project beside its items and iterations. */
export const drawnFlow = fc.record({
  historySince: some(days),
  cycle: some(
    fc.record({ samples: fc.constantFrom(1, 5, 19, 20, 60), p50: days, more: days, evenMore: days }),
  ),
  throughput: fc.array(fc.nat(6), { maxLength: 6 }),
})
export type DrawnFlow = typeof drawnFlow extends fc.Arbitrary<infer Drawn> ? Drawn : never
