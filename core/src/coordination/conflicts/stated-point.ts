import type { ScheduledPortfolio } from '../network/index.ts'
import { NODE_FLAGS } from '../schedule/index.ts'

/** When a node begins or is done, and whose word that is. */
export interface Point {
  /** Absolute minutes since 1970-01-01T00:00Z. */
  readonly minute: number
  /** "planned finish", "due", "computed finish". */
  readonly what: string
  readonly source: 'tracker' | 'schedule'
  /** It stands on something that no tracker states. */
  readonly assumed: boolean
}

/** Whether a node's dates are behind it or count for nothing. Pure. */
export function isOver({ portfolio }: ScheduledPortfolio, node: number): boolean {
  const category = portfolio.nodes[node]?.statusCategory
  const flags = portfolio.network.flags[node] ?? 0
  return (
    category === 'done' || category === 'cancelled' || (flags & (NODE_FLAGS.done | NODE_FLAGS.inactive)) !== 0
  )
}

/**
 * The date by which others may count on a predecessor: what its tracker states, but nothing that is past and not done is
 * done before the status time; where it states nothing, what was computed. Undefined: nothing is known. Pure.
 */
export function pointOfPredecessor(
  scheduled: ScheduledPortfolio,
  node: number,
  end: 'start' | 'finish',
): Point | undefined {
  const { portfolio, schedule, statusTime } = scheduled
  const stated = statedPoint(scheduled, node, end)
  const begun = !Number.isNaN(portfolio.network.actualStart[node] ?? Number.NaN)
  const open = !isOver(scheduled, node) && !(end === 'start' && begun)
  if (stated !== undefined) {
    return open && stated.minute < statusTime
      ? { minute: statusTime, what: `${stated.what} passed, not done`, source: 'tracker', assumed: false }
      : stated
  }
  const minute = (end === 'start' ? schedule.start : schedule.finish)[node] ?? Number.NaN
  if (Number.isNaN(minute)) return undefined
  return { minute, what: `computed ${end}`, source: 'schedule', assumed: isAssumed(scheduled, node) }
}

/** The date that a tracker states of a node; undefined: it states none. A due day is a finish. Pure. */
export function statedPoint(
  { portfolio }: ScheduledPortfolio,
  node: number,
  end: 'start' | 'finish',
): Point | undefined {
  const { start, finish, due } = portfolio.nodes[node]?.stated ?? {}
  const said = { source: 'tracker', assumed: false } as const
  if (end === 'start')
    return start === undefined ? undefined : { minute: start, what: 'planned start', ...said }
  if (finish !== undefined) return { minute: finish, what: 'planned finish', ...said }
  return due === undefined ? undefined : { minute: due, what: 'due', ...said }
}

function isAssumed({ portfolio }: ScheduledPortfolio, node: number): boolean {
  return (portfolio.nodes[node]?.assumptions.length ?? 0) > 0
}
