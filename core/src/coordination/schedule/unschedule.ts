import { startOf, toWorking } from '../../working-time/index.ts'
import { HORIZON_END } from './horizon.ts'
import { DRIVERS } from './schedule-result.ts'
import type { ScheduleState } from './schedule-state.ts'
import { LATE_TROUBLE, TROUBLE } from './trouble.ts'

// Every index below lies within its array by construction; `!` tells the compiler so without a branch.
/* oxlint-disable typescript/no-non-null-assertion */

/** Leaves a node without early dates; NaN never wins a comparison, so that nothing else is moved by it. */
export function unschedule({ columns, working }: ScheduleState, node: number, because: number): void {
  columns.earlyStart[node] = Number.NaN
  columns.earlyFinish[node] = Number.NaN
  working.earlyStart[node] = Number.NaN
  working.earlyFinish[node] = Number.NaN
  columns.driver[node] = DRIVERS.none
  columns.driverIndex[node] = -1
  working.trouble[node] = (working.trouble[node]! & LATE_TROUBLE) | because
}

/** Why dates lie beyond all years: because the calendar has no more work, or because of the duration. */
export function outsideBecause({ table }: ScheduleState, calendar: number): number {
  return Number.isFinite(startOf(table, calendar, toWorking(table, calendar, HORIZON_END)))
    ? TROUBLE.horizon
    : TROUBLE.calendar
}

/** Whether the number of a calendar is one of the table's. */
export function knowsCalendar({ table }: ScheduleState, calendar: number): boolean {
  return calendar >= 0 && calendar < table.size
}

/** The calendar in which a summary counts: its own, or the first where the table does not have it. */
export function summaryCalendar(state: ScheduleState, node: number): number {
  const calendar = state.network.calendar[node]!
  return knowsCalendar(state, calendar) ? calendar : 0
}
