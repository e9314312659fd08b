import { cite, type Evidence } from '@headless-pmo/sdk'
import type { Task } from '../plan/task.ts'

/** How long a task lasts: as its tracker states it where the schedule counts the same, else as the schedule counts. */
export function citeDuration(
  project: string,
  { item, dates }: Pick<Task, 'item' | 'dates'>,
): readonly Evidence[] {
  if (dates === undefined || item.duration?.minutes === dates.duration) return cite(item, 'duration')
  const field = dates.duration === undefined ? 'remaining' : 'duration'
  return [{ fact: 'schedule', project, item: dates.item, field }]
}
