import { zoneOfNode, type NetworkLink, type NetworkNode, type ScheduledPortfolio } from '../network/index.ts'
import { LAG_KINDS, NODE_FLAGS } from '../schedule/index.ts'
import { dayAt, daysBetween } from './describe-node.ts'
import { isOver, pointOfPredecessor, statedPoint, type Point } from './stated-point.ts'

/** Which ends a link ties together. */
const ENDS = {
  FS: ['finish', 'start'],
  SS: ['start', 'start'],
  FF: ['finish', 'finish'],
  SF: ['start', 'finish'],
} as const satisfies Readonly<Record<NetworkLink['type'], readonly ['start' | 'finish', 'start' | 'finish']>>

/** A link whose successor is planned before its predecessor lets it. */
export interface OrderBreach {
  readonly link: NetworkLink
  readonly from: NetworkNode
  readonly to: NetworkNode
  /** The end of the predecessor that counts, and of the successor. */
  readonly fromEnd: 'start' | 'finish'
  readonly toEnd: 'start' | 'finish'
  readonly before: Point
  readonly after: Point
  /** A lag lies between the two. */
  readonly isLagged: boolean
  /** The predecessor is a milestone. */
  readonly isMilestone: boolean
  /** The day from which on the successor could be, the day it is planned for, and how many lie between. */
  readonly ready: Temporal.PlainDate
  readonly planned: Temporal.PlainDate
  readonly days: number
}

/**
 * Whether the dates of a link's ends contradict it: told of links over the border of a tool or project, where nobody sees both
 * ends, and behind milestones of any tool. By calendar days: trackers know no hours, and one who finishes in the morning
 * leaves the afternoon. Pure. @returns undefined: they do not, or it cannot be told
 */
export function orderBreach(scheduled: ScheduledPortfolio, index: number): OrderBreach | undefined {
  const { portfolio } = scheduled
  const link = portfolio.links[index]
  if (link === undefined || link.origin === 'milestone') return undefined
  const [from, to] = [portfolio.nodes[link.from], portfolio.nodes[link.to]]
  if (from === undefined || to === undefined) return undefined
  if (from.kind === 'placeholder' || to.kind === 'placeholder') return undefined
  // Within one plan its tool keeps the order; a milestone of a tracker is nobody's task there.
  if (from.kind !== 'milestone' && !isBorder(link, from, to)) return undefined
  if (isOver(scheduled, link.from) || isOver(scheduled, link.to)) return undefined
  const [fromEnd, toEnd] = ENDS[link.type]
  const before = pointOfPredecessor(scheduled, link.from, fromEnd)
  // What is to be done by a day cannot wait for something later, whenever it begins.
  const after =
    statedPoint(scheduled, link.to, toEnd) ??
    (toEnd === 'start' ? statedPoint(scheduled, link.to, 'finish') : undefined)
  if (before === undefined || after === undefined) return undefined
  const bound = withLag(scheduled, index, before.minute)
  // Most links hold; their days need not be looked up in a zone.
  if (bound < after.minute) return undefined
  const afterEnd = after.what === 'planned start' ? 'start' : 'finish'
  const zone = zoneOfNode(portfolio, link.to)
  const ready = dayAt(bound, zone, fromEnd)
  const planned = dayAt(after.minute, zone, afterEnd)
  const days = daysBetween(planned, ready)
  if (days <= 0) return undefined
  return {
    link,
    from,
    to,
    fromEnd,
    toEnd: afterEnd,
    before,
    after,
    isLagged: bound !== before.minute,
    isMilestone:
      from.kind === 'milestone' || ((portfolio.network.flags[link.from] ?? 0) & NODE_FLAGS.milestone) !== 0,
    ready,
    planned,
    days,
  }
}

function isBorder(link: NetworkLink, from: NetworkNode, to: NetworkNode): boolean {
  return (
    link.acrossTools ||
    (from.project !== to.project && from.project !== undefined && to.project !== undefined)
  )
}

function withLag({ portfolio }: ScheduledPortfolio, link: number, minute: number): number {
  const { network, calendars } = portfolio
  const lag = network.lag[link] ?? 0
  if (lag === 0 || Number.isNaN(lag)) return minute
  const kind = network.lagKind[link]
  const isPercent = kind === LAG_KINDS.percent || kind === LAG_KINDS.elapsedPercent
  const length = isPercent ? (lag / 100) * (network.duration[network.from[link] ?? 0] ?? 0) : lag
  if (kind === LAG_KINDS.elapsed || kind === LAG_KINDS.elapsedPercent) return minute + length
  const calendar = calendars[network.calendar[network.to[link] ?? 0] ?? 0]
  return calendar?.add(minute, length) ?? minute + length
}
