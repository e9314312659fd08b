import { toWorking } from '../../../working-time/index.ts'
import { EDGE_BITS, MODES, type SimulationProgram } from './program.ts'

type Columns = Pick<
  SimulationProgram,
  'mode' | 'startCap' | 'calendar' | 'firstEdge' | 'edgeFrom' | 'edgeForm'
>

/**
 * Makes points in time, whose time nobody needs, into positions without duration: within one calendar working minutes tell all that a
 * successor asks, and a point's time needs several look-ups. Needed is the time of an end, of what a link leads from into another
 * calendar or over elapsed time, of what a summary is made of, and of what another needed point waits for.
 */
export function simplifyPoints(
  columns: Columns,
  calendars: SimulationProgram['calendars'],
  ends: Iterable<number>,
): void {
  const { mode, startCap, calendar, firstEdge, edgeFrom, edgeForm } = columns
  const needed = new Uint8Array(mode.length)
  for (const at of ends) needed[at] = 1
  for (let at = mode.length - 1; at >= 0; at -= 1) {
    const how = mode[at]
    const asks = how === MODES.summary || (how === MODES.point && needed[at] === 1)
    for (let edge = firstEdge[at] ?? 0; edge < (firstEdge[at + 1] ?? 0); edge += 1)
      if (asks || (edgeForm[edge] ?? 0) >= EDGE_BITS.across) needed[edgeFrom[edge] ?? 0] = 1
  }
  for (let at = 0; at < mode.length; at += 1) {
    if (mode[at] !== MODES.point || needed[at] === 1) continue
    const cap = startCap[at] ?? Infinity
    mode[at] = cap === Infinity ? MODES.free : MODES.bounded
    // The bounds of a point are times.
    startCap[at] = toWorking(calendars, calendar[at] ?? 0, cap)
  }
}
