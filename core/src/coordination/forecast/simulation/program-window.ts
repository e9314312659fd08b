import { calendarWindow, type CalendarWindow } from '../../../working-time/index.ts'
import { EDGE_BITS, type SimulationProgram } from './program.ts'
import type { SimulationRequest } from './simulation-request.ts'

const YEAR = 525_960
/** A longer plan is looked up in the tables: spelled out, it would no longer fit what a processor has at hand. */
const MOST = 20 * YEAR

/**
 * The calendars that are looked up in every iteration, from the begin of a plan to as long after its end as it takes
 * itself, and a year. Where an iteration goes beyond, the tables answer the same.
 */
export function programWindow(
  { calendars, early }: SimulationRequest,
  {
    node,
    calendar,
    firstEdge,
    edgeFrom,
    edgeForm,
  }: Pick<SimulationProgram, 'node' | 'calendar' | 'firstEdge' | 'edgeFrom' | 'edgeForm'>,
): CalendarWindow {
  const wanted = new Set<number>()
  for (const at of node.keys())
    for (let edge = firstEdge[at] ?? 0; edge < (firstEdge[at + 1] ?? 0); edge += 1)
      if (((edgeForm[edge] ?? 0) & (EDGE_BITS.across | EDGE_BITS.elapsed)) !== 0)
        wanted.add(calendar[at] ?? 0).add(calendar[edgeFrom[edge] ?? 0] ?? 0)
  let [first, last] = [Infinity, -Infinity]
  for (const of of node) {
    first = Math.min(first, early.start[of] ?? Infinity)
    last = Math.max(last, early.finish[of] ?? -Infinity)
  }
  const span = last - first
  // A comparison with NaN or infinity is false: a plan without dates has no window.
  const known = [...wanted].filter((of) => of >= 0 && of < calendars.size && span <= MOST)
  if (known.length === 0) return calendarWindow(calendars, [], { from: 0, until: 0 })
  return calendarWindow(calendars, known, { from: first, until: last + span + YEAR })
}
