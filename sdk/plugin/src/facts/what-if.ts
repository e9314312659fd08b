import { z } from 'zod'
import { recordKey } from '../check/record-key.ts'
import { when } from '../model/common.ts'

/**
 * An experiment on the schedule of a project, computed beforehand: one item takes longer, and what becomes of
 * the finish. The critical path test of schedule standards reads it.
 *
 * @example
 * ```ts
 * // A delay on the critical path that does not move the finish shows a network with a hole.
 * const hasHole = (fact: WhatIfFact): boolean => fact.moved < fact.added
 * ```
 */
export const whatIfFact = z.object({
  project: z.string().describe('Id of the project'),
  experiment: z
    .enum(['delay_first_critical', 'double_longest_critical'])
    .describe(
      'delay_first_critical: 600 working days are added to the earliest unfinished item on the critical path; double_longest_critical: the longest of the unfinished items in the earliest fifth of the critical path takes twice as long',
    ),
  item: recordKey.describe('The item that took longer'),
  added: z.number().describe('Minutes of working time added to its remaining duration'),
  finishBefore: when,
  finishAfter: when,
  moved: z.number().describe('Minutes of working time by which the finish moved'),
})
/** See {@link whatIfFact}. */
export type WhatIfFact = Readonly<z.infer<typeof whatIfFact>>
