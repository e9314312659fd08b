import type { CalendarTable } from '../../working-time/index.ts'
import { closeSummary, openLateSummary } from './backward-summary.ts'
import { checkNetwork } from './check-network.ts'
import { forwardSummary, openSummary } from './forward-summary.ts'
import { latestFinishes, setFinishes, setStarts } from './frames.ts'
import type { Network } from './network.ts'
import { openState } from './open-state.ts'
import type { ScheduleOptions } from './schedule-options.ts'
import type { Schedule, ScheduleColumns, WorkingColumns } from './schedule-result.ts'
import type { ScheduleState } from './schedule-state.ts'

/** What a schedule was made of. */
export interface ScheduledNetwork {
  readonly network: Network
  readonly calendars: CalendarTable
  readonly schedule: Schedule
  readonly options?: ScheduleOptions
}

/** The columns of times and minutes that a node has in a schedule. */
export const TIME_COLUMNS = [
  'start',
  'finish',
  'earlyStart',
  'earlyFinish',
  'lateStart',
  'lateFinish',
  'totalFloat',
  'freeFloat',
  'startFloat',
  'finishFloat',
] as const satisfies readonly (keyof ScheduleColumns)[]

/** The columns of drivers and marks that a node has in a schedule. */
export const MARK_COLUMNS = [
  'critical',
  'driver',
  'driverIndex',
  'lateDriver',
  'lateDriverIndex',
] as const satisfies readonly (keyof ScheduleColumns)[]

/** The columns of working minutes that a node has in a schedule. */
export const WORKING_COLUMNS = [
  'earlyStart',
  'earlyFinish',
  'lateStart',
  'lateFinish',
] as const satisfies readonly (keyof WorkingColumns)[]

/** The state in which the passes left a schedule, on arrays of its own. */
export function restoreState({ network, calendars, schedule, options = {} }: ScheduledNetwork): {
  readonly state: ScheduleState
  readonly latest: Float64Array
} {
  const state = openState({
    network: checkNetwork(network, []),
    table: calendars,
    order: schedule.order,
    options,
    forChanges: true,
  })
  for (const column of TIME_COLUMNS) state.columns[column].set(schedule[column])
  for (const column of MARK_COLUMNS) state.columns[column].set(schedule[column])
  for (const column of WORKING_COLUMNS) state.working[column].set(schedule.working[column])
  state.working.trouble.set(schedule.working.trouble)
  setStarts(state)
  if (state.order.headNode.length > 0) restoreGates(state)
  const latest = latestFinishes(state)
  setFinishes(state, latest)
  return { state, latest }
}

/** What summaries hand down, from dates that are there already. */
function restoreGates(state: ScheduleState): void {
  const { order } = state.order
  for (let at = 0; at < order.length; at++) {
    const event = order[at] ?? 0
    if (event >= state.size) openSummary(state, event - state.size)
    else if ((state.order.head[event] ?? -1) >= 0) forwardSummary(state, event)
  }
  for (let at = order.length - 1; at >= 0; at--) {
    const event = order[at] ?? 0
    if (event >= state.size) closeSummary(state, event - state.size)
    else if ((state.order.head[event] ?? -1) >= 0) openLateSummary(state, event)
  }
}
