import fc from 'fast-check'
import { someDay } from './known-day.ts'

function some<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined })
}

/** What the PMO has said of a project: where it stands and who answers for it. */
export const drawnStanding = fc.record({
  phase: some(fc.constantFrom('initiating', 'planning', 'executing', 'closing')),
  class: some(fc.constantFrom('strategic', 'maintenance')),
  program: some(fc.constantFrom('passes', 'docks')),
  portfolio: some(fc.constant('house')),
  unit: some(fc.constantFrom('software', 'works')),
  sponsor: some(fc.constantFrom('Inês', 'Mara')),
  manager: some(fc.constantFrom('Mara', 'Ada')),
  priority: some(fc.integer({ min: 0, max: 4 })),
  committedFinish: some(someDay),
})
export type DrawnStanding = typeof drawnStanding extends fc.Arbitrary<infer Drawn> ? Drawn : never
