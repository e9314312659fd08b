import type { Rescheduled, Schedule } from '../schedule/index.ts'

/** The columns of a schedule that a comparison reads; of a node that has no date: NaN. */
export type Dates = Pick<
  Schedule,
  'start' | 'finish' | 'totalFloat' | 'critical' | 'driver' | 'driverIndex' | 'projectEarlyFinish'
>

/** A schedule with what changes move put into copies of its columns. */
export function datesAfter(schedule: Schedule, moved: Rescheduled): Dates {
  const { nodes } = moved
  const put = <A extends Float64Array | Uint8Array | Int32Array>(column: A, values: A): A => {
    // Copies of a typed array are of its own kind; the compiler only knows the union.
    const copy = column.slice() as A
    for (let at = 0; at < nodes.length; at++) copy[nodes[at] ?? 0] = values[at] ?? 0
    return copy
  }
  return {
    start: put(schedule.start, moved.start),
    finish: put(schedule.finish, moved.finish),
    totalFloat: put(schedule.totalFloat, moved.totalFloat),
    critical: put(schedule.critical, moved.critical),
    driver: put(schedule.driver, moved.driver),
    driverIndex: put(schedule.driverIndex, moved.driverIndex),
    projectEarlyFinish: moved.projectEarlyFinish,
  }
}
