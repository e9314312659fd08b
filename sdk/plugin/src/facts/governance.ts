import { z } from 'zod'
import { day, instant, money } from '../model/common.ts'

const id = z.string().min(1).describe('Stable; unique among the entries of its project')

/**
 * That somebody approved a version of something.
 *
 * @example
 * ```ts
 * const approval: GovernanceApproval = { by: 'Mara Lindt', at: '2026-03-02T09:00:00Z', version: '1.2' }
 * ```
 */
export const governanceApproval = z.object({
  by: z.string().describe('Name of the person'),
  at: instant,
  version: z.string().optional().describe('The version that was approved'),
})
/** See {@link governanceApproval}. */
export type GovernanceApproval = Readonly<z.infer<typeof governanceApproval>>

/**
 * What the PMO keeps about a project itself: its own records, where no tracker has them. Lists hold live entries;
 * what was withdrawn is left out.
 *
 * @example
 * ```ts
 * const hasCharter = (fact: GovernanceFact): boolean => fact.artefacts.some(({ kind }) => kind === 'project-charter')
 * ```
 */
export const governanceFact = z.object({
  project: z.string().describe('Id of the project'),
  roles: z
    .array(
      z.object({
        id,
        role: z.string().describe('e.g. "sponsor", "project-manager", "business-manager"'),
        person: z.string().optional().describe('Who has it; absent: nobody'),
        unit: z.string().optional().describe('Id of the organisational unit of the person'),
        deputy: z.string().optional().describe('Who can stand in; absent: nobody is named'),
      }),
    )
    .readonly(),
  authority: z
    .object({
      covers: z
        .array(z.string())
        .readonly()
        .describe('Ids of the units that the sponsor heads, with all below'),
      involved: z
        .array(z.object({ unit: z.string(), title: z.string(), people: z.int().min(0) }))
        .readonly()
        .describe('Units of the people with work in the project'),
      unknownPeople: z.int().min(0).describe('People with work whose unit is not known'),
    })
    .optional()
    .describe(
      'Whether the sponsor has authority over the people involved; absent: no organisation is stated',
    ),
  artefacts: z
    .array(
      z.object({
        id,
        kind: z.string().describe('e.g. "project-charter", "business-case", "risk-log"'),
        title: z.string(),
        url: z.string().describe('Where the document is'),
        version: z.string().optional(),
        state: z.enum(['draft', 'in_review', 'approved', 'superseded']),
        approvals: z.array(governanceApproval).readonly(),
        reviewDue: day.optional().describe('Day by which it is to be looked at again'),
        updated: instant,
      }),
    )
    .readonly()
    .describe('Documents, as links'),
  expected: z
    .array(
      z.object({
        kind: z.string().describe('Kind of the artefact'),
        phase: z.string().describe('Phase of the project whose gate asks for it'),
        state: z.enum(['exists', 'approved']).describe('What it has to be'),
        due: z
          .enum(['now', 'at_gate'])
          .describe('now: its phase is over; at_gate: the project is in its phase, whose gate will ask'),
        set: z.string().describe('Which set of artefacts asks for it, e.g. "pm2"'),
      }),
    )
    .readonly()
    .optional()
    .describe(
      'Artefacts that the project needs by its class, up to the phase that it is in; absent: that phase is not known',
    ),
  decisions: z
    .array(
      z.object({
        id,
        title: z.string(),
        kind: z.string().describe('e.g. "baseline-change", "scope", "gate"'),
        at: day,
        by: z.string(),
        outcome: z.string().optional(),
      }),
    )
    .readonly(),
  risks: z
    .array(
      z.object({
        id,
        title: z.string(),
        state: z.enum(['open', 'closed', 'occurred']),
        probability: z.number().min(0).max(1).optional(),
        impact: z.number().min(0).optional().describe("On the house's own scale, e.g. 1 to 5"),
        exposure: money.optional(),
        response: z.string().optional(),
        owner: z.string().optional(),
        due: day.optional(),
        opened: day,
        closed: day.optional(),
      }),
    )
    .readonly(),
  issues: z
    .array(
      z.object({
        id,
        title: z.string(),
        state: z.enum(['open', 'closed']),
        severity: z.enum(['low', 'medium', 'high', 'critical']).optional(),
        owner: z.string().optional(),
        due: day.optional(),
        opened: day,
        closed: day.optional(),
      }),
    )
    .readonly(),
  budget: z
    .array(
      z.object({
        id,
        line: z.string().describe('e.g. "labour", "licences"'),
        from: day,
        until: day.describe('Last day of the period'),
        planned: money,
        actual: money.optional().describe('Spent; absent: not told'),
        forecast: money.optional().describe('What the period is expected to cost, as told'),
      }),
    )
    .readonly()
    .describe('Money by line and period'),
  tolerances: z
    .array(
      z.object({
        id,
        of: z.enum(['cost', 'finish', 'scope', 'benefit', 'quality', 'risk', 'milestone']),
        amount: z.number().min(0).describe('How far it may depart'),
        unit: z.enum(['percent', 'days', 'count', 'money']),
        item: z.string().optional().describe('Which milestone, by key or connection/ref'),
        owner: z.string().optional().describe('Who is to act on a breach'),
        action: z.string().describe('What is to be done on a breach, agreed beforehand'),
        withinDays: z.int().min(0).describe('Days in which it is to be done'),
      }),
    )
    .readonly()
    .describe('Limits within which the manager decides alone; beyond them a review opens'),
  reviews: z
    .array(
      z.object({
        id,
        reason: z.string(),
        tripwire: z.string().optional().describe('Id of the tolerance that was breached'),
        opened: instant,
        owner: z.string().optional(),
        action: z.string().optional(),
        due: day.optional(),
        closed: instant.optional(),
        outcome: z.string().optional(),
      }),
    )
    .readonly(),
  statusReports: z
    .array(z.object({ id, at: instant, by: z.string(), period: day.optional() }))
    .readonly()
    .describe('Oldest first'),
  baselines: z
    .array(
      z.object({
        id,
        number: z.int().min(0),
        name: z.string(),
        captured: instant,
        by: z.string(),
        reason: z.string().optional(),
        decision: z.string().optional().describe('The decision that allowed it, by id or in words'),
        finish: day.optional().describe('Finish that it promises'),
      }),
    )
    .readonly()
    .describe('Captured by the PMO, oldest first'),
  phases: z
    .array(
      z.object({
        name: z.string(),
        start: day.optional(),
        finish: day.optional(),
        gate: z.string().optional(),
      }),
    )
    .readonly(),
  gates: z
    .array(
      z.object({
        id,
        gate: z.string(),
        verdict: z.enum(['go', 'hold', 'recycle', 'kill']),
        at: instant,
        by: z.string(),
        remarks: z.string().optional(),
        conditions: z.string().optional().describe('What has to be done for the verdict to hold'),
        forced: z.boolean().optional().describe('It was given though something was unmet'),
      }),
    )
    .readonly()
    .describe('Gate decisions, oldest first'),
  riskHistory: z
    .array(z.object({ month: z.string().describe('YYYY-MM'), exposure: z.number().min(0) }))
    .readonly()
    .describe('Probability times impact of all risks open at the end of the month, oldest first'),
})
/** See {@link governanceFact}. */
export type GovernanceFact = Readonly<z.infer<typeof governanceFact>>

/**
 * By which id evidence points at what a set of artefacts asks for, which has no entry of its own as long as it is missing.
 *
 * @param kind kind of the artefact
 * @example
 * ```ts
 * const evidence: FactEvidence = { fact: 'governance', project: 'web', id: expectedId('work-plan'), field: 'state' }
 * ```
 */
export function expectedId(kind: string): string {
  return `expected/${kind}`
}
