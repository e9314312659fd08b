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

/** What bounds a node's dates apart from its links: the rules of the schedule engine's forward pass. */
export function nodeRule(
  request: SimulationRequest,
  node: number,
  frame: { readonly start: number; readonly uncertain: boolean },
): NodeRule {
  const { network, calendars, early } = request
  const calendar = network.calendar[node] ?? 0
  const working = (time: number): number => toWorking(calendars, calendar, time)
  const value = (of: Float64Array): number => of[node] ?? Number.NaN
  const flags = network.flags[node] ?? 0
  const start = value(early.start)
  const finish = value(early.finish)
  const held = { finishFloor: -Infinity, startCap: Infinity, finishCap: Infinity, finishTime: finish }
  const duration = value(network.duration)

  const done = (flags & NODE_FLAGS.done) !== 0 || !Number.isNaN(value(network.actualFinish))
  const manual = (flags & NODE_FLAGS.manual) !== 0
  if (done || (manual && !frame.uncertain))
    return { ...held, mode: MODES.fixed, floor: working(start), floorTime: start }
  if (manual || !Number.isNaN(value(network.actualStart))) {
    const left = value(network.remaining)
    const reference = working(finish) - (Number.isNaN(left) ? duration : left)
    const notBefore = value(network.noEarlierThan)
    const finishFloor = Number.isNaN(notBefore) ? -Infinity : working(notBefore)
    return { ...held, mode: MODES.begun, floor: reference, floorTime: start, finishFloor }
  }

  const date = value(network.constraintDate)
  const kind = Number.isNaN(date) ? CONSTRAINTS.asSoonAsPossible : (network.constraint[node] ?? 0)
  if (kind === CONSTRAINTS.mustStartOn)
    return { ...held, mode: MODES.begun, floor: working(start), floorTime: start }
  if (kind === CONSTRAINTS.mustFinishOn)
    return { ...held, mode: MODES.ending, floor: working(finish), floorTime: start }

  const bounds = [frame.start, value(network.noEarlierThan), ...summaryFloors(request, node)]
  if (kind === CONSTRAINTS.startNoEarlierThan) bounds.push(date)
  const latest = Math.max(...bounds.filter((time) => !Number.isNaN(time)), -Infinity)
  const floor = latest === -Infinity ? working(start) : working(latest)
  return {
    ...held,
    mode: kind >= CONSTRAINTS.startNoLaterThan ? MODES.bounded : MODES.free,
    floor,
    floorTime: latest === -Infinity ? start : nextStart(calendars, calendar, latest),
    finishFloor: kind === CONSTRAINTS.finishNoEarlierThan ? working(date) : -Infinity,
    startCap: kind === CONSTRAINTS.startNoLaterThan ? working(date) : Infinity,
    finishCap: kind === CONSTRAINTS.finishNoLaterThan ? working(date) : Infinity,
  }
}

/** A start of a summary bounds everything below it. */
function summaryFloors({ network }: SimulationRequest, node: number): number[] {
  const floors: number[] = []
  const seen = new Set<number>([node])
  for (
    let above = network.parent[node] ?? -1;
    above >= 0 && !seen.has(above);
    above = network.parent[above] ?? -1
  ) {
    seen.add(above)
    if (network.constraint[above] === CONSTRAINTS.startNoEarlierThan)
      floors.push(network.constraintDate[above] ?? Number.NaN)
  }
  return floors
}
