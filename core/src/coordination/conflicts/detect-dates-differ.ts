import { zoneOfNode } from '../network/index.ts'
import { conflictId, type Conflict } from './conflict.ts'
import { BREATH, type ConflictFacts, type Detected } from './conflict-facts.ts'
import { dayAt, daysBetween, daysText, nameOf, ownersOf, partiesOf, placeOf } from './describe-node.ts'
import { statedPoint } from './stated-point.ts'

/**
 * Hand-offs that two trackers hold, each with dates of its own: what is said to be one and the same, and does not start or
 * finish on the same day on both sides.
 */
export function* detectDatesDiffer(facts: ConflictFacts): Detected<Conflict> {
  const { scheduled, same } = facts
  const { portfolio } = scheduled
  for (const [index, { one, other, said }] of same.entries()) {
    if (index % BREATH === 0) yield undefined
    const [first, second] = [
      portfolio.indexOf(one.connection, one.ref),
      portfolio.indexOf(other.connection, other.ref),
    ]
    if (first === undefined || second === undefined || first === second) continue
    const [node, twin] = [portfolio.nodes[first], portfolio.nodes[second]]
    if (node === undefined || twin === undefined) continue
    // Where one is cancelled as a duplicate, its dates are nobody's plan.
    if (node.statusCategory === 'cancelled' || twin.statusCategory === 'cancelled') continue
    for (const end of ['start', 'finish'] as const) {
      const [here, there] = [statedPoint(scheduled, first, end), statedPoint(scheduled, second, end)]
      if (here === undefined || there === undefined) continue
      const day = dayAt(here.minute, zoneOfNode(portfolio, first), end)
      const otherDay = dayAt(there.minute, zoneOfNode(portfolio, second), end)
      const days = Math.abs(daysBetween(day, otherDay))
      if (days === 0) continue
      const parties = partiesOf(
        [
          { node, part: 'one side' },
          { node: twin, part: 'the other side' },
        ],
        facts,
      )
      yield {
        id: conflictId(
          'dates-differ',
          ...[`${one.connection}/${one.ref}`, `${other.connection}/${other.ref}`].toSorted(),
          end,
        ),
        kind: 'dates-differ',
        sentence: `The same hand-off has two dates, ${daysText(days)} apart: ${nameOf(node)} says ${here.what} ${day.toString()}, ${nameOf(twin)} says ${there.what} ${otherDay.toString()}.`,
        action: `Agree on one date${ownersOf(parties)} and write it on both sides.`,
        size: days,
        unit: 'days',
        evidence: [
          { ...placeOf(node), source: 'tracker', what: here.what, value: day.toString() },
          { ...placeOf(twin), source: 'tracker', what: there.what, value: otherDay.toString() },
          { source: 'link', what: 'said to be the same', value: said },
        ],
        parties,
        assumed: false,
      }
    }
  }
}
