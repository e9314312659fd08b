import { zoneOfNode, type NetworkLink, type NetworkNode, type ScheduledPortfolio } from '../network/index.ts'
import { conflictId, type Conflict, type Evidence } from './conflict.ts'
import { BREATH, type ConflictFacts, type Detected } from './conflict-facts.ts'
import { dayAt, daysText, nameOf, ownersOf, partiesOf, placeOf } from './describe-node.ts'
import { orderBreach, type OrderBreach } from './order-breach.ts'
import type { Point } from './stated-point.ts'

/** Successors that are planned before their predecessors let them, see {@link orderBreach}. */
export function* detectOrder(facts: ConflictFacts): Detected<Conflict> {
  const { scheduled } = facts
  for (const index of scheduled.portfolio.links.keys()) {
    if (index % BREATH === 0) yield undefined
    const breach = orderBreach(scheduled, index)
    if (breach !== undefined) yield breachConflict(facts, breach)
  }
}

function breachConflict(facts: ConflictFacts, breach: OrderBreach): Conflict {
  const { scheduled } = facts
  const { link, from, to, fromEnd, toEnd, before, after, isMilestone, ready, planned, days } = breach
  const kind = isMilestone ? 'milestone-too-late' : 'successor-too-early'
  const parties = partiesOf(
    [
      { node: from, part: 'predecessor' },
      { node: to, part: 'successor' },
    ],
    facts,
  )
  const [name, other] = [nameOf(from), nameOf(to)]
  const verb = toEnd === 'start' ? 'is planned to start' : 'is to be done'
  const what = fromEnd === 'finish' ? 'is done' : 'starts'
  const lagged = breach.isLagged ? ', with its lag' : ''
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
    value: `${dayAt(minute, zoneOfNode(portfolio, index), end).toString()}${basis}`,
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
