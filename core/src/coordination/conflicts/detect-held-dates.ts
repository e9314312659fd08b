import { zoneOfNode } from '../network/index.ts'
import { minutesOf } from '../../working-time/index.ts'
import { conflictId, type Conflict } from './conflict.ts'
import { BREATH, type ConflictFacts, type Detected } from './conflict-facts.ts'
import { dayAt, daysBetween, daysText, nameOf, ownersOf, partiesOf, placeOf } from './describe-node.ts'
import { isOver, statedPoint } from './stated-point.ts'

/**
 * External dates that differ on both sides: a plan holds a copy of the dates of a task of another plan, and the other
 * plan has moved that task since. What a plan holds of a task that nothing of it is linked to matters to nobody.
 */
export function* detectHeldDates(facts: ConflictFacts): Detected<Conflict> {
  const { scheduled } = facts
  const { portfolio } = scheduled
  const { nodes, links, standIns = [] } = portfolio
  if (standIns.length === 0) return
  const neighbours = new Map<string, number>()
  for (const [position, { from, to }] of links.entries()) {
    if (position % BREATH === 0) yield undefined
    for (const [near, far] of [
      [from, to],
      [to, from],
    ] as const) {
      const name = `${nodes[near]?.connection ?? ''}\n${far}`
      if (!neighbours.has(name)) neighbours.set(name, near)
    }
  }
  for (const [position, { connection, ref, node: far, ...held }] of standIns.entries()) {
    if (position % BREATH === 0) yield undefined
    const near = neighbours.get(`${connection}\n${far}`)
    const [node, twin] = [nodes[near ?? -1], nodes[far]]
    if (near === undefined || node === undefined || twin === undefined || isOver(scheduled, far)) continue
    const zone = zoneOfNode(portfolio, near)
    for (const end of ['start', 'finish'] as const) {
      const [copy, there] = [held[end], statedPoint(scheduled, far, end)]
      if (copy === undefined || there === undefined || there.what === 'due') continue
      const day = dayAt(
        minutesOf(end === 'finish' && copy.length === 10 ? `${copy}T24:00` : copy, zone),
        zone,
        end,
      )
      const otherDay = dayAt(there.minute, zoneOfNode(portfolio, far), end)
      const days = Math.abs(daysBetween(day, otherDay))
      if (days === 0) continue
      const parties = partiesOf(
        [
          { node, part: 'counts on the copy' },
          { node: twin, part: 'has the date' },
        ],
        facts,
      )
      yield {
        id: conflictId('dates-differ', connection, ref, end),
        kind: 'dates-differ',
        sentence: `The same hand-off has two dates, ${daysText(days)} apart: the plan of ${nameOf(node)} holds the ${there.what} of ${nameOf(twin)} as ${day.toString()}, and it is ${otherDay.toString()}.`,
        action: `Open both plans together so that the link is brought up to date${ownersOf(parties)}, and look at what it moves.`,
        size: days,
        unit: 'days',
        evidence: [
          {
            ...placeOf(node),
            source: 'tracker',
            what: `${there.what} that its plan holds`,
            value: day.toString(),
          },
          { ...placeOf(twin), source: 'tracker', what: there.what, value: otherDay.toString() },
          { source: 'link', what: 'stand-in', value: `${connection}/${ref}` },
        ],
        parties,
        assumed: false,
      }
    }
  }
}
