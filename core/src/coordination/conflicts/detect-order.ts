import type { NetworkLink, NetworkNode, ScheduledPortfolio } from '../network/index.ts'
import { LAG_KINDS, NODE_FLAGS } from '../schedule/index.ts'
import { conflictId, type Conflict, type Evidence } from './conflict.ts'
import { BREATH, type ConflictFacts, type Detected } from './conflict-facts.ts'
import {
  dayAt,
  daysBetween,
  daysText,
  nameOf,
  ownersOf,
  partiesOf,
  placeOf,
  zoneOf,
} from './describe-node.ts'
import { isOver, pointOfPredecessor, statedPoint, type Point } from './stated-point.ts'

/** Which ends a link ties together. */
const ENDS = {
  FS: ['finish', 'start'],
  SS: ['start', 'start'],
  FF: ['finish', 'finish'],
  SF: ['start', 'finish'],
} as const satisfies Readonly<Record<NetworkLink['type'], readonly ['start' | 'finish', 'start' | 'finish']>>

/**
 * Successors that are planned before their predecessors let them: over the border of a tool or project, where nobody sees
 * both, and behind milestones of any tool. By calendar days: trackers know no hours, and one who finishes in the morning
 * leaves the afternoon.
 */
export function* detectOrder(facts: ConflictFacts): Detected<Conflict> {
  const { scheduled } = facts
  const { links, nodes } = scheduled.portfolio
  for (const [index, link] of links.entries()) {
    if (index % BREATH === 0) yield undefined
    const [from, to] = [nodes[link.from], nodes[link.to]]
    if (from === undefined || to === undefined || link.origin === 'milestone') continue
    if (from.kind === 'placeholder' || to.kind === 'placeholder') continue
    // Within one plan its tool keeps the order; a milestone of a tracker is nobody's task there.
    if (from.kind !== 'milestone' && !isBorder(link, from, to)) continue
    const isMilestone =
      from.kind === 'milestone' ||
      ((scheduled.portfolio.network.flags[link.from] ?? 0) & NODE_FLAGS.milestone) !== 0
    if (isOver(scheduled, link.from) || isOver(scheduled, link.to)) continue
    const conflict = compare(facts, { index, link, from, to, isMilestone })
    if (conflict !== undefined) yield conflict
  }
}

function isBorder(link: NetworkLink, from: NetworkNode, to: NetworkNode): boolean {
  return (
    link.acrossTools ||
    (from.project !== to.project && from.project !== undefined && to.project !== undefined)
  )
}

interface Joint {
  readonly index: number
  readonly link: NetworkLink
  readonly from: NetworkNode
  readonly to: NetworkNode
  readonly isMilestone: boolean
}

function compare(facts: ConflictFacts, joint: Joint): Conflict | undefined {
  const { scheduled } = facts
  const { link, from, to, isMilestone } = joint
  const [fromEnd, toEnd] = ENDS[link.type]
  const before = pointOfPredecessor(scheduled, link.from, fromEnd)
  // What is to be done by a day cannot wait for something later, whenever it begins.
  const after =
    statedPoint(scheduled, link.to, toEnd) ??
    (toEnd === 'start' ? statedPoint(scheduled, link.to, 'finish') : undefined)
  if (before === undefined || after === undefined) return undefined
  const afterEnd = after.what === 'planned start' ? 'start' : 'finish'
  const bound = withLag(scheduled, joint.index, before.minute)
  // Most links hold; their days need not be looked up in a zone.
  if (bound < after.minute) return undefined
  const ready = dayAt(bound, zoneOf(scheduled.portfolio, link.to), fromEnd)
  const planned = dayAt(after.minute, zoneOf(scheduled.portfolio, link.to), afterEnd)
  const days = daysBetween(planned, ready)
  if (days <= 0) return undefined
  const kind = isMilestone ? 'milestone-too-late' : 'successor-too-early'
  const parties = partiesOf(
    [
      { node: from, part: 'predecessor' },
      { node: to, part: 'successor' },
    ],
    facts,
  )
  const [name, other] = [nameOf(from), nameOf(to)]
  const verb = afterEnd === 'start' ? 'is planned to start' : 'is to be done'
  const what = fromEnd === 'finish' ? 'is done' : 'starts'
  const lagged = bound === before.minute ? '' : ', with its lag'
  return {
    id: conflictId(kind, from.connection, from.ref, to.connection, to.ref, link.type),
    kind,
    sentence: `${other} ${verb} on ${planned.toString()}, ${daysText(days)} before ${isMilestone ? 'the milestone ' : ''}${name} that it waits for ${what} (${ready.toString()}${lagged}).`,
    action: `Agree on one date${ownersOf(parties)}: move ${other} to ${ready.toString()} or later, bring ${name} forward, or take the link back if it does not hold.`,
    size: days,
    unit: 'days',
    evidence: [
      pointEvidence(from, before, scheduled, link.from),
      pointEvidence(to, after, scheduled, link.to),
      linkEvidence(link, name, other),
    ],
    parties,
    assumed: before.assumed,
  }
}

function pointEvidence(
  node: NetworkNode,
  { what, minute, source, assumed }: Point,
  { portfolio }: ScheduledPortfolio,
  index: number,
): Evidence {
  const end = what.includes('start') ? 'start' : 'finish'
  const basis = assumed ? ` (assumed: ${node.assumptions.map((one) => one.basis).join(' ')})` : ''
  return {
    ...placeOf(node),
    source,
    what,
    value: `${dayAt(minute, zoneOf(portfolio, index), end).toString()}${basis}`,
  }
}

/** Whose word a link is. A tracker's own word for it may be meant of either end, so it stands behind. */
export function linkEvidence(link: NetworkLink, from: string, to: string): Evidence {
  const { type, nativeType, origin, connection, ref, kept } = link
  const word = nativeType === undefined ? type : `${type}, “${nativeType}”`
  return {
    source: origin === 'tracker' ? 'tracker' : 'link',
    ...(connection !== undefined && { connection }),
    ...(ref !== undefined && { ref }),
    what: 'link',
    value: `${from} before ${to} (${word}), ${kept ?? `as ${connection ?? origin} states it`}`,
  }
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
