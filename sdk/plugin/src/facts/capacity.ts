import { z } from 'zod'
import { recordKey } from '../check/record-key.ts'
import { day } from '../model/common.ts'

/**
 * What one person, or role, has and is asked for in one period.
 *
 * @example
 * ```ts
 * const march: CapacityFact = {
 *   person: 'mara',
 *   title: 'Mara Lindt',
 *   from: '2026-03-02',
 *   until: '2026-03-09',
 *   available: 5 * 480, // minutes
 *   demanded: 3 * 480,
 *   demands: [],
 * }
 * ```
 */
export const capacityFact = z.object({
  person: z.string().describe('Id of the person or role'),
  title: z.string(),
  from: day.describe('First day of the period'),
  until: day.describe('First day after it'),
  available: z.number().min(0).describe('Working minutes in the calendar of the person'),
  demanded: z.number().min(0).describe('Minutes of work planned for the period, over all projects'),
  demands: z
    .array(
      z.object({
        item: recordKey.optional().describe('Absent: work of the project that is told as one'),
        project: z.string().optional().describe('Id of the project that asks'),
        minutes: z.number().min(0),
      }),
    )
    .readonly()
    .describe('What makes up the demand'),
})
/** See {@link capacityFact}. */
export type CapacityFact = Readonly<z.infer<typeof capacityFact>>
