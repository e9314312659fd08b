import fc from 'fast-check'

const few = fc.constantFrom(0, 0, 1, 5, 40)
const pointer = fc.nat(30)

function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 3 })
}

/** What is known of the data of a connection. */
export const drawnSource = fc.record({
  /** Minutes ago. */
  read: some(fc.constantFrom(0, 30, 60, 61, 1440, 100_000)),
  flawless: some(fc.constantFrom(0, 30, 60, 1440, 100_000)),
  agreed: fc.constantFrom(60, 1440),
  streams: fc.array(fc.constantFrom('ok' as const, 'partial' as const, 'failed' as const, 'never' as const), {
    maxLength: 3,
  }),
  awaitingApproval: few,
  refused: few,
  warnings: few,
  statuses: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 2 }),
  fields: fc.array(fc.record({ known: few, more: few }), { maxLength: 3 }),
  people: fc.record({
    accounts: few,
    known: fc.constantFrom(0, 0.5, 0.9, 1),
    doubtful: fc.constantFrom(0, 0, 0.1),
  }),
  contradictions: fc.array(fc.array(pointer, { minLength: 1, maxLength: 2 }), { maxLength: 2 }),
})
export type DrawnSource = typeof drawnSource extends fc.Arbitrary<infer Drawn> ? Drawn : never

export const NO_SOURCE: DrawnSource = {
  read: 0,
  flawless: 0,
  agreed: 60,
  streams: [],
  awaitingApproval: 0,
  refused: 0,
  warnings: 0,
  statuses: [],
  fields: [],
  people: { accounts: 0, known: 0, doubtful: 0 },
  contradictions: [],
}
