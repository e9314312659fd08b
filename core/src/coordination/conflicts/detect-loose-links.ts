import { conflictId, type Conflict } from './conflict.ts'
import { BREATH, type ConflictFacts, type Detected } from './conflict-facts.ts'
import { nameOf, partiesOf, placeOf } from './describe-node.ts'
import { linkEvidence } from './detect-order.ts'

/** Links of one unknown end that are looked at. */
const MOST_LINKS = 20

/** Links that lead to nothing that is synced: those of trackers, an entry an end; and names in texts. */
export function* detectUnknownEnds(facts: ConflictFacts): Detected<Conflict> {
  const { links, nodes } = facts.scheduled.portfolio
  const byEnd = new Map<number, number[]>()
  for (const [index, { from, to }] of links.entries()) {
    if (index % BREATH === 0) yield undefined
    for (const end of [from, to]) {
      if (nodes[end]?.kind !== 'placeholder') continue
      const known = byEnd.get(end)
      if (known === undefined) byEnd.set(end, [index])
      else known.push(index)
    }
  }
  for (const [end, of] of byEnd) {
    const node = nodes[end]
    if (node === undefined) continue
    const known = of.slice(0, MOST_LINKS).flatMap((index) => {
      const link = links[index]
      const other = link === undefined ? undefined : nodes[link.from === end ? link.to : link.from]
      return link === undefined || other === undefined ? [] : [{ link, other }]
    })
    const [first] = known
    if (first === undefined) continue
    const others = [...new Set(known.map(({ other }) => nameOf(other)))]
    const more = of.length - known.length
    yield {
      id: conflictId('unknown-end', node.connection, node.ref),
      kind: 'unknown-end',
      sentence: `${shown(others, more)} ${others.length + more === 1 ? 'has' : 'have'} a link to "${node.title}", which no connection reads: its dates are not known.`,
      action: `Connect the tracker that has ${node.url ?? `"${node.key ?? node.ref}"`}, widen the scope of "${node.connection}", or take the link back there.`,
      size: of.length,
      unit: 'links',
      evidence: known.slice(0, MOST_LINKS).map(({ link, other }) => ({
        ...linkEvidence(link, nameAt(facts, link.from), nameAt(facts, link.to)),
        ...placeOf(other),
      })),
      parties: partiesOf(
        known.map(({ other }) => ({ node: other, part: 'waits for what is unknown, or is waited for' })),
        facts,
      ),
      assumed: false,
    }
  }
  for (const { id, source, name, candidates, sentence } of facts.lost) {
    const index = facts.scheduled.portfolio.indexOf(source.connection, source.ref)
    const node = index === undefined ? undefined : nodes[index]
    const who = source.key ?? source.ref
    yield {
      id: conflictId('unknown-end', id),
      kind: 'unknown-end',
      sentence:
        candidates > 1
          ? `A text of ${who} (${source.connection}) says that it has to do with ${name}, and ${candidates} items are called that.`
          : `A text of ${who} (${source.connection}) says that it has to do with ${name}, which no connection reads.`,
      action:
        candidates > 1
          ? `Say which one is meant: pmo links confirm ${id} --to connection/key; or reject it: pmo links reject ${id}`
          : `Connect the tracker that has it, or say that it is no link: pmo links reject ${id}`,
      size: 1,
      unit: 'links',
      evidence: [
        {
          source: 'tracker',
          connection: source.connection,
          ref: source.ref,
          ...(source.key !== undefined && { key: source.key }),
          what: 'sentence',
          value: sentence,
        },
      ],
      parties: node === undefined ? [] : partiesOf([{ node, part: 'names it' }], facts),
      assumed: false,
    }
  }
}

/** Links that stand in texts, move dates if they hold, and that nobody has decided about, where no other link says it. */
export function* detectUnconfirmed(facts: ConflictFacts): Detected<Conflict> {
  const { portfolio } = facts.scheduled
  const { links, nodes } = portfolio
  const size = nodes.length
  const tied = new Set<number>()
  for (const [index, { from, to }] of links.entries()) {
    if (index % BREATH === 0) yield undefined
    tied.add(Math.min(from, to) * size + Math.max(from, to))
  }
  for (const [position, { id, from, to, sentence }] of facts.open.entries()) {
    if (position % BREATH === 0) yield undefined
    const [first, second] = [
      portfolio.indexOf(from.connection, from.ref),
      portfolio.indexOf(to.connection, to.ref),
    ]
    if (first === undefined || second === undefined) continue
    if (tied.has(Math.min(first, second) * size + Math.max(first, second))) continue
    const [node, successor] = [nodes[first], nodes[second]]
    if (node === undefined || successor === undefined) continue
    if (over(node.statusCategory) || over(successor.statusCategory)) continue
    yield {
      id: conflictId('unconfirmed-link', id),
      kind: 'unconfirmed-link',
      sentence: `A text says that ${nameOf(node)} comes before ${nameOf(successor)}, and nobody has confirmed it: “${sentence}”`,
      action: `Decide: pmo links confirm ${id}, or pmo links reject ${id}. Until then it moves no date.`,
      size: 1,
      unit: 'links',
      evidence: [
        { ...placeOf(node), source: 'link', what: 'would come first', value: node.title },
        { ...placeOf(successor), source: 'link', what: 'would wait', value: successor.title },
        { source: 'link', ref: id, what: 'sentence', value: sentence },
      ],
      parties: partiesOf(
        [
          { node, part: 'would come first' },
          { node: successor, part: 'would wait' },
        ],
        facts,
      ),
      assumed: false,
    }
  }
}

const over = (category: string | undefined): boolean => category === 'done' || category === 'cancelled'

function nameAt({ scheduled }: ConflictFacts, index: number): string {
  const node = scheduled.portfolio.nodes[index]
  return node === undefined ? '' : nameOf(node)
}

function shown(names: readonly string[], uncounted: number): string {
  const rest = Math.max(0, names.length - 3) + uncounted
  return rest === 0 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${rest} more`
}
