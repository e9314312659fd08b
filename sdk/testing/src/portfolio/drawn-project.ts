import fc from 'fast-check'
import {
  drawnAssignment,
  drawnBaseline,
  drawnChange,
  drawnDates,
  drawnDependency,
  drawnItem,
  drawnIteration,
  drawnMilestone,
  drawnRisk,
  drawnWorklog,
} from './drawn-records.ts'

/** One project with all that is in it, as it is drawn. */
export const drawnProject = fc.record({
  phase: fc.option(fc.constantFrom('planning', 'executing'), { nil: undefined }),
  archived: fc.boolean(),
  statusDate: fc.boolean(),
  accounts: fc.nat(3),
  /** Whether the PMO's project has claimed its records; one in ten belong to none. */
  claimed: fc.nat(9).map((one) => one < 9),
  items: fc.array(fc.record({ item: drawnItem, dates: drawnDates }), { maxLength: 8 }),
  dependencies: fc.array(drawnDependency, { maxLength: 8 }),
  worklogs: fc.array(drawnWorklog, { maxLength: 4 }),
  changes: fc.array(drawnChange, { maxLength: 4 }),
  assignments: fc.array(drawnAssignment, { maxLength: 4 }),
  baselines: fc.array(drawnBaseline, { maxLength: 3 }),
  milestones: fc.array(drawnMilestone, { maxLength: 2 }),
  iterations: fc.array(drawnIteration, { maxLength: 2 }),
  risks: fc.array(drawnRisk, { maxLength: 2 }),
})
export type DrawnProject = typeof drawnProject extends fc.Arbitrary<infer Drawn> ? Drawn : never
