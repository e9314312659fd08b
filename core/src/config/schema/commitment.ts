import { day } from '@headless-pmo/sdk'
import { z } from 'zod'

/** A stretch of a project with a decision at its end. */
export const phase = z.strictObject({
  name: z.string().min(1).describe("In the house's own words, e.g. initiation"),
  start: day.optional().describe('First day, YYYY-MM-DD'),
  finish: day.optional().describe('Last day, YYYY-MM-DD'),
  gate: z
    .string()
    .min(1)
    .optional()
    .describe('The decision on its border to the next phase, e.g. "Ready for planning"'),
})
/**
 * A phase of a project, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const planning: Phase = { name: 'Planning', start: '2026-02-02', finish: '2026-03-31', gate: 'Ready to build' }
 * ```
 */
export type Phase = z.infer<typeof phase>

/** Phases follow each other: names are their own, dates run forwards, and none begins before the one before it has ended. */
export const phases = z
  .array(phase)
  .min(1, { error: 'has no phase; leave it out, or write e.g. phases: [{ name: "Planning" }]' })
  .superRefine((all, context) => {
    let last: Phase | undefined
    for (const [index, one] of all.entries()) {
      const problem = (field: keyof Phase, message: string): void =>
        context.addIssue({ code: 'custom', path: [index, field], message })
      if (all.findIndex(({ name }) => name === one.name) < index) {
        problem('name', `is "${one.name}", as a phase before it is; give each a name of its own`)
      }
      if (one.start !== undefined && one.finish !== undefined && one.finish < one.start) {
        problem('finish', `is before its start ${one.start}; swap them`)
      }
      if (last?.finish !== undefined && one.start !== undefined && one.start <= last.finish) {
        problem(
          'start',
          `is within the phase "${last.name}", which ends on ${last.finish}; phases follow each other`,
        )
      }
      if (one.finish !== undefined || one.start !== undefined) {
        last = { ...one, finish: one.finish ?? one.start }
      }
    }
  })
  .describe('In their order; the gate of a phase is the decision at its end')

/** Something promised for a day. */
export const commitment = z.strictObject({
  name: z.string().min(1),
  date: day.describe('The day that was promised, YYYY-MM-DD'),
  item: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The item or milestone that keeps it: its key, or connection/ref; absent: the project as a whole',
    ),
  to: z.string().min(1).optional().describe('To whom it was promised'),
})
/**
 * A commitment of a project, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const beta: Commitment = { name: 'Beta for the pilot shops', date: '2026-06-30', item: 'WEB-120', to: 'Sales' }
 * ```
 */
export type Commitment = z.infer<typeof commitment>

/**
 * How the progress of a project is measured, from the weakest to the strongest: what people say, remaining duration, effort spent,
 * earned value, milestones that count in full or not at all.
 */
export const PROGRESS_METHODS = [
  'stated',
  'remaining_duration',
  'effort_spent',
  'earned_value',
  'weighted_milestones',
] as const

/** How work packages earn their budget in earned value management. */
export const EARNING_METHODS = [
  'zero_hundred',
  'fifty_fifty',
  'percent_complete',
  'effort',
  'duration',
  'units',
  'level_of_effort',
] as const

/** The method that was agreed for a project. */
export const progress = z.strictObject({
  method: z
    .enum(PROGRESS_METHODS, {
      error: `is no way to measure progress; write one of ${PROGRESS_METHODS.map((one) => `"${one}"`).join(', ')}`,
    })
    .describe(
      'stated: the percentages people enter; remaining_duration; effort_spent; earned_value: planned effort of what is done; weighted_milestones: a milestone counts when it is done, and not before',
    ),
  weights: z
    .record(z.string().min(1), z.number().positive())
    .optional()
    .describe('Weights of milestones by key, or connection/ref; absent: all weigh the same'),
  earning: z
    .enum(EARNING_METHODS, {
      error: `is no way to earn a budget; write one of ${EARNING_METHODS.map((one) => `"${one}"`).join(', ')}`,
    })
    .optional()
    .describe(
      'How items earn their budget for earned value, where it differs from `method`: zero_hundred: when done; fifty_fifty: half when begun; percent_complete: as stated; effort: booked of booked and remaining work; duration: planned time that is over; units: the project by the share of its items that are done; level_of_effort: with time alone',
    ),
  levelOfEffort: z
    .array(z.string().min(1))
    .optional()
    .describe(
      'Items that go on as long as the project does, by key or connection/ref: they earn as planned, and never show a schedule variance',
    ),
  rate: z
    .strictObject({
      amount: z
        .string({ error: 'is not an amount; write a decimal number in quotes, e.g. "95.00"' })
        .regex(/^\d+(\.\d+)?$/, { error: 'is not an amount; write a decimal number, e.g. "95.00"' }),
      currency: z
        .string({ error: 'is not a currency; write its ISO 4217 code, e.g. "EUR"' })
        .regex(/^[A-Z]{3}$/, { error: 'is not a currency; write its ISO 4217 code, e.g. "EUR"' }),
    })
    .optional()
    .describe('What an hour of work costs where a tracker knows work and no cost'),
})
/**
 * How progress is measured, as pmo.config.ts states it.
 *
 * @example
 * ```ts
 * const byMilestones: ProgressMeasure = { method: 'weighted_milestones', weights: { 'WEB-120': 3, 'WEB-140': 1 } }
 * ```
 */
export type ProgressMeasure = z.infer<typeof progress>
