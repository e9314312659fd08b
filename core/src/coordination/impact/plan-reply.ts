import { z } from 'zod'
import type { ComparedRow, Comparison } from './compare-scenarios.ts'
import type { DriftRow, PlanDrift } from './plan-drift.ts'
import type { ImpactView } from './prepare-view.ts'
import { node, time, titled } from './reply.ts'

const count = z.int().min(0)

const finish = z.object({
  finish: time.optional().describe('Absent: none, or nobody can tell'),
  days: z.int().optional().describe('Calendar days after the plan as it is now'),
})

const compared = z.object({
  project: z.string().optional(),
  node: node.optional(),
  now: finish,
  record: finish.optional().describe('As the plan of record has it; absent: there is none'),
  scenarios: z.array(finish).readonly().describe('In the order of the scenarios'),
})

export const comparisonReply = z.object({
  asOf: z.string().describe('Until when the data was known that all of it stands on'),
  scenarios: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        moved: count,
        later: count,
        earlier: count,
        becameCritical: count,
        broken: count.describe('Dates that others rely on and that it breaks'),
        worse: count,
        better: count,
        keptAgain: count,
        unknown: count.describe('Items that have no date any more'),
        problems: count,
      }),
    )
    .readonly(),
  projects: z.array(compared).readonly(),
  milestones: z.array(compared).readonly().describe('Those that move in one of them'),
})

const drifted = z.object({
  node: node.optional(),
  project: z.string().optional(),
  planned: time.optional(),
  now: time.optional().describe('Absent: it has no date any more, or is gone'),
  days: z.int().optional().describe('Calendar days after the plan; below zero: before'),
})

export const driftReply = z.object({
  asOf: z.string(),
  later: count.describe('Items and milestones of the plan that finish later than planned'),
  earlier: count,
  same: count,
  gone: count.describe('Those that are gone from their tracker or have no date any more'),
  added: count.describe('Items that the plan does not know'),
  projects: z.array(drifted).readonly(),
  milestones: z.array(drifted).readonly(),
  items: z.array(drifted).readonly().describe('What lies farthest from the plan'),
})

export const planReply = z.object({
  id: z.string(),
  kind: z.enum(['baseline', 'plan']),
  scope: z.object({ kind: z.enum(['project', 'program', 'portfolio']), id: z.string() }),
  number: z.int(),
  name: z.string(),
  reason: z.string(),
  decision: z.string().optional(),
  by: z.string(),
  at: z.string().describe('Instant'),
  asOf: z.array(z.object({ connection: z.string(), asOf: z.string().optional() })).readonly(),
  supersededAt: z.string().optional(),
  items: count,
})

/** A comparison with the titles that milestones have now. */
export function shownComparison(
  view: ImpactView,
  { milestones, ...rest }: Comparison,
): z.input<typeof comparisonReply> {
  return { ...rest, milestones: milestones.map((row) => shownRow(view, row)) }
}

function shownRow(view: ImpactView, { node: of, ...row }: ComparedRow): z.input<typeof compared> {
  return { ...row, ...(of !== undefined && { node: titled(view, of) }) }
}

/** A drift with the titles that nodes have now. */
export function shownDrift(
  view: ImpactView,
  { milestones, items, ...rest }: PlanDrift,
): z.input<typeof driftReply> {
  const shown = (rows: readonly DriftRow[]): z.input<typeof drifted>[] =>
    rows.map(({ node: of, ...row }) => ({ ...row, ...(of !== undefined && { node: titled(view, of) }) }))
  return { ...rest, milestones: shown(milestones), items: shown(items) }
}
