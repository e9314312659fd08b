import { nextStart, toWorking } from '../../../working-time/index.ts'
import { CONSTRAINTS, NODE_FLAGS } from '../../schedule/index.ts'
import { MODES } from './program.ts'
import type { SimulationRequest } from './simulation-request.ts'

/** How one node gets its dates: the values of its position in a program. */
export interface NodeRule {
  readonly mode: number
  readonly floor: number
  readonly floorTime: number
  readonly finishTime: number
  readonly finishFloor: number
  readonly startCap: number
  readonly finishCap: number
}

/** What a rule needs to know beside the request. */
export interface RuleFrame {
  /** Start of the node's project, absolute minutes; NaN: none. */
  readonly start: number
  /** Its duration is drawn, or a risk is on it. */
  readonly uncertain: boolean
}

/** What bounds a node's dates apart from its links: the rules of the schedule engine's forward pass. */
export function nodeRule(request: SimulationRequest, node: number, frame: RuleFrame): NodeRule {
  const { network, calendars, early } = request
  const calendar = network.calendar[node] ?? 0
  const working = (time: number): number => toWorking(calendars, calendar, time)
  const value = (of: Float64Array): number => of[node] ?? Number.NaN
  const flags = network.flags[node] ?? 0
  const start = value(early.start)
  const finish = value(early.finish)
  const held = { finishFloor: -Infinity, startCap: Infinity, finishCap: Infinity, finishTime: finish }
  const fixed = { ...held, mode: MODES.fixed, floor: working(start), floorTime: start }
  const duration = value(network.duration)

  if ((flags & NODE_FLAGS.done) !== 0 || isDated(value(network.actualFinish))) return fixed
  if (isDated(value(network.actualStart))) return begunRule(request, node, held)
  const planned = isDated(value(network.plannedStart)) || isDated(value(network.plannedFinish))
  if ((flags & NODE_FLAGS.manual) !== 0 && planned)
    return frame.uncertain
      ? { ...held, mode: MODES.begun, floor: working(finish) - duration, floorTime: start }
      : fixed

  const date = value(network.constraintDate)
  const kind = isDated(date) ? (network.constraint[node] ?? 0) : CONSTRAINTS.asSoonAsPossible
  const point = duration === 0 && !frame.uncertain
  const must = kind === CONSTRAINTS.mustStartOn || kind === CONSTRAINTS.mustFinishOn
  if (must && point) return fixed
  if (kind === CONSTRAINTS.mustStartOn)
    return { ...held, mode: MODES.begun, floor: working(start), floorTime: start }
  if (kind === CONSTRAINTS.mustFinishOn)
    return { ...held, mode: MODES.ending, floor: working(date), floorTime: start }

  const above = summaryFloors(request, node)
  const starts = [frame.start, value(network.noEarlierThan), ...above.starts]
  const finishes = above.finishes
  if (kind === CONSTRAINTS.startNoEarlierThan) starts.push(date)
  if (kind === CONSTRAINTS.finishNoEarlierThan) finishes.push(date)
  const latestStart = Math.max(-Infinity, ...starts.filter(isDated))
  const latestFinish = Math.max(-Infinity, ...finishes.filter(isDated))
  const startCap = kind === CONSTRAINTS.startNoLaterThan ? date : Infinity
  const finishCap = kind === CONSTRAINTS.finishNoLaterThan ? date : Infinity
  if (point) {
    const floorTime = Math.max(latestStart, latestFinish)
    return {
      ...held,
      mode: MODES.point,
      floor: working(floorTime),
      floorTime,
      startCap: Math.min(startCap, finishCap),
    }
  }
  const bounded = latestFinish > -Infinity || startCap < Infinity || finishCap < Infinity
  return {
    ...held,
    mode: bounded ? MODES.bounded : MODES.free,
    floor: working(latestStart),
    floorTime: latestStart === -Infinity ? start : nextStart(calendars, calendar, latestStart),
    finishFloor: working(latestFinish),
    startCap: working(startCap),
    finishCap: working(finishCap),
  }
}

/** Begun: the work that is left goes on where the schedule says, and ends as much later as more of it is left. */
function begunRule(
  { network, calendars, early }: SimulationRequest,
  node: number,
  held: Pick<NodeRule, 'finishFloor' | 'startCap' | 'finishCap' | 'finishTime'>,
): NodeRule {
  const calendar = network.calendar[node] ?? 0
  const working = (time: number): number => toWorking(calendars, calendar, time)
  const start = early.start[node] ?? Number.NaN
  const left = network.remaining[node] ?? Number.NaN
  const begun = { ...held, mode: MODES.begun, floorTime: start }
  if (isDated(left)) return { ...begun, floor: working(early.finish[node] ?? Number.NaN) - left }
  const notBefore = network.noEarlierThan[node] ?? Number.NaN
  return { ...begun, floor: working(start), finishFloor: isDated(notBefore) ? working(notBefore) : -Infinity }
}

/** The constraints of a summary bound everything below it. */
function summaryFloors(
  { network, parent }: SimulationRequest,
  node: number,
): { readonly starts: number[]; readonly finishes: number[] } {
  const starts: number[] = []
  const finishes: number[] = []
  for (let above = parent[node] ?? -1; above >= 0; above = parent[above] ?? -1) {
    const kind = network.constraint[above] ?? 0
    const date = network.constraintDate[above] ?? Number.NaN
    if (kind === CONSTRAINTS.startNoEarlierThan || kind === CONSTRAINTS.mustStartOn) starts.push(date)
    if (kind === CONSTRAINTS.finishNoEarlierThan) finishes.push(date)
  }
  return { starts, finishes }
}

function isDated(time: number): boolean {
  return !Number.isNaN(time)
}
