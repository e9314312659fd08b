import type { CalendarTable } from '../../working-time/index.ts'
import { backwardPass } from './backward-pass.ts'
import { checkNetwork } from './check-network.ts'
import { forwardPass } from './forward-pass.ts'
import {
  latestFinishes,
  setFinishes,
  setOpenFinishes,
  setStarts,
  setStartsFromLateDates,
  startsFromFinish,
} from './frames.ts'
import type { Network } from './network.ts'
import { openState } from './open-state.ts'
import { orderNetwork } from './order-network.ts'
import { placeLate } from './place-late.ts'
import type { ScheduleOptions } from './schedule-options.ts'
import type { ScheduleProblem } from './schedule-problem.ts'
import type { Schedule } from './schedule-result.ts'
import type { ScheduleState } from './schedule-state.ts'
import { tellTroubles } from './tell-troubles.ts'

/**
 * Schedules a network by the critical path method in working time: early and late dates, floats, what is
 * critical, what set each date, and what is wrong. Never throws for what is in the network.
 *
 * @param calendars The calendars that `network.calendar` counts, joined into one table.
 */
export function schedule(
  network: Network,
  calendars: CalendarTable,
  options: ScheduleOptions = {},
): Schedule {
  const problems: ScheduleProblem[] = []
  const checked = checkNetwork(network, problems)
  const order = orderNetwork(checked)
  const state = openState({ network: checked, table: calendars, order, options })
  const finishOfAll = runPasses(state)
  return {
    ...state.columns,
    finishOfAll,
    working: state.working,
    order,
    problems: [...problems, ...order.problems, ...tellTroubles(state)],
  }
}

/** All passes over a state; returns the finish of all. */
export function runPasses(state: ScheduleState): number {
  const { network } = state
  setStarts(state)
  if (hasStartFromFinish(state)) {
    forwardPass(state)
    setOpenFinishes(state)
    backwardPass(state)
    setStartsFromLateDates(state)
  }
  forwardPass(state)
  const finishOfAll = setFinishes(state, latestFinishes(state))
  backwardPass(state)
  if (network.size > 0) placeLate(state)
  return finishOfAll
}

/** Whether some project's start follows from its finish, so that one pass each way is not enough. */
export function hasStartFromFinish({ network }: Pick<ScheduleState, 'network'>): boolean {
  for (let project = 0; project < network.projectCount; project++)
    if (startsFromFinish({ network }, project)) return true
  return false
}
