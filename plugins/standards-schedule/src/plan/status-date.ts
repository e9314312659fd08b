import type { Container, Reference, ScheduleFact, Sourced } from '@headless-pmo/sdk'
import type { Task } from './task.ts'

interface StatusGiven {
  readonly schedule: ScheduleFact
  readonly resolve: (
    from: Sourced,
    reference: Reference | undefined,
    kind: 'container',
  ) => Sourced<Container> | undefined
}

/** Up to when progress of a task is recorded: as its plan states it, else as the schedule was computed. */
export function statusDateOf({ schedule, resolve }: StatusGiven): (task: Pick<Task, 'item'>) => string {
  return ({ item }) => resolve(item, item.container, 'container')?.statusDate ?? schedule.statusDate
}
