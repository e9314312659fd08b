import type { Need } from '@headless-pmo/sdk'
import fc from 'fast-check'
import { drawnFigure } from './drawn-figure.ts'
import { drawnFlow, drawnMoves, drawnSprint, type DrawnFlow, type DrawnMoves } from './drawn-flow.ts'
import { drawnGovernance, NO_GOVERNANCE } from './drawn-governance.ts'
import {
  drawnAssignment,
  drawnBaseline,
  drawnChange,
  drawnDates,
  drawnDependency,
  drawnItem,
  drawnIteration,
  drawnMilestone,
  drawnPlan,
  drawnRisk,
  drawnWorklog,
} from './drawn-records.ts'
import { drawnStanding } from './drawn-standing.ts'
import { drawnSource, NO_SOURCE } from './drawn-source.ts'

const NO_MOVES: DrawnMoves = {
  told: true,
  created: undefined,
  begun: undefined,
  ended: 0,
  active: undefined,
  changed: undefined,
  stood: undefined,
  blocked: undefined,
  reopened: 0,
}
const NO_FLOW: DrawnFlow = { historySince: undefined, cycle: undefined, throughput: [] }

/**
 * One project with all that is in it, as it is drawn.
 *
 * @param needs what is looked at; the larger facts are left empty where it is not theirs: a smallest portfolio is found sooner
 */
export function drawnProject(needs?: ReadonlySet<Need>) {
  const wanted = (need: Need): boolean => needs === undefined || needs.has(need)
  return fc.record({
    standing: drawnStanding,
    archived: fc.boolean(),
    statusDate: fc.boolean(),
    accounts: fc.nat(3),
    /** Whether the PMO's project has claimed its records; one in ten belong to none. */
    claimed: fc.nat(9).map((one) => one < 9),
    items: fc.array(
      fc.record({
        item: drawnItem,
        dates: drawnDates,
        moves: wanted('flow') ? drawnMoves : fc.constant(NO_MOVES),
      }),
      { maxLength: 8 },
    ),
    dependencies: fc.array(drawnDependency, { maxLength: 8 }),
    worklogs: fc.array(drawnWorklog, { maxLength: 4 }),
    changes: fc.array(drawnChange, { maxLength: 4 }),
    assignments: fc.array(drawnAssignment, { maxLength: 4 }),
    baselines: fc.array(drawnBaseline, { maxLength: 3 }),
    milestones: fc.array(drawnMilestone, { maxLength: 2 }),
    iterations: fc.array(drawnIteration, { maxLength: 2 }),
    risks: fc.array(drawnRisk, { maxLength: 2 }),
    sprints: fc.array(drawnSprint, { maxLength: wanted('flow') ? 2 : 0 }),
    flow: wanted('flow') ? drawnFlow : fc.constant(NO_FLOW),
    source: wanted('source') ? drawnSource : fc.constant(NO_SOURCE),
    governance: wanted('governance') ? drawnGovernance : fc.constant(NO_GOVERNANCE),
    plan: drawnPlan,
    figures: fc.uniqueArray(drawnFigure, { selector: ({ id }) => id, maxLength: 3 }),
  })
}
export type DrawnProject = ReturnType<typeof drawnProject> extends fc.Arbitrary<infer Drawn> ? Drawn : never
