import { z, type WorkItem } from '@headless-pmo/sdk'

/** Setting: what counts as an estimate. */
export const estimateBy = z
  .enum(['any', 'points', 'time'])
  .default('any')
  .describe('What counts as an estimate: story points, planned work or duration, or either')

/** Whether somebody has said how much work it is. Trackers write no planned work as 0; 0 points are an estimate. */
export function isEstimated(
  { points, estimate, duration }: WorkItem,
  by: z.output<typeof estimateBy>,
): boolean {
  const inPoints = points !== undefined
  const inTime = (estimate ?? 0) > 0 || duration !== undefined
  if (by === 'points') return inPoints
  return by === 'time' ? inTime : inPoints || inTime
}
