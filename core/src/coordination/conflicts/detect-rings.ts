import type { NetworkLink, NetworkNode } from '../network/index.ts'
import { conflictId, type Conflict } from './conflict.ts'
import { BREATH, type ConflictFacts, type Detected } from './conflict-facts.ts'
import { nameOf, ownersOf, partiesOf, placeOf } from './describe-node.ts'
import { linkEvidence } from './detect-order.ts'

/** Items of a ring that a sentence names. */
const MOST_NAMED = 12

/** Items of a ring that are looked at: nobody reads thousands, and the main loop must not be held by one finding. */
const MOST_STEPS = 500

/** Rows of evidence of each sort. */
const MOST_ROWS = 50

/**
 * Items that wait for each other: rings of any length, through any number of tools, named in order; and two links that say
 * the opposite of each other.
 */
export function* detectRings(facts: ConflictFacts): Detected<Conflict> {
  const { links, nodes } = facts.scheduled.portfolio
  const opposite = new Set<string>()
  for (const conflict of oppositeLinks(facts, opposite)) yield conflict
  for (const problem of facts.scheduled.schedule.problems) {
    if (problem.kind !== 'cycle' && problem.kind !== 'parentCycle') continue
    const { length } = problem.nodes
    if (length === 2 && opposite.has(pairOf(problem.nodes[0] ?? -1, problem.nodes[1] ?? -1))) continue
    const of = problem.kind === 'cycle' ? problem.links : []
    const steps = problem.nodes.slice(0, MOST_STEPS).flatMap((index, at): Step[] => {
      const node = nodes[index]
      return node === undefined ? [] : [{ node, link: links[of[at] ?? -1] }]
    })
    if (steps.length === 0) continue
    const isWhole = length <= MOST_STEPS
    yield ringConflict(facts, {
      kind: problem.kind,
      // The engine begins a ring at its lowest node, so that a cut one begins there, too.
      steps: isWhole ? fromLowest(steps) : steps,
      uncounted: isWhole ? 0 : length - MOST_STEPS,
    })
  }
}

/** A node of a ring with the link to the next one; absent: one of the two is below the other. */
interface Step {
  readonly node: NetworkNode
  readonly link: NetworkLink | undefined
}

interface Ring {
  readonly kind: 'cycle' | 'parentCycle'
  readonly steps: readonly Step[]
  /** Items beyond the steps. */
  readonly uncounted: number
}

function ringConflict(facts: ConflictFacts, { kind, steps, uncounted }: Ring): Conflict {
  const ring = [...new Set(steps.map(({ node }) => node))]
  const named = kind === 'cycle' ? stations(steps) : ring.map(nameOf)
  const shown = named.slice(0, MOST_NAMED)
  const size = named.length + uncounted
  const rest = size > shown.length ? [`${size - shown.length} more`] : []
  const around = [...shown, ...rest, ...shown.slice(0, 1)]
  const parties = partiesOf(
    ring.map((node) => ({ node, part: 'in the ring' })),
    facts,
  )
  return {
    id: conflictId('cycle', ...ring.map(keyOf).toSorted(), ...(uncounted === 0 ? [] : [String(size)])),
    kind: 'cycle',
    sentence:
      kind === 'cycle'
        ? `${size} items wait for each other, so that none can begin: ${around.join(' before ')}.`
        : `${size} items are each below the other: ${around.join(' below ')}.`,
    action: `Take one of these links back${ownersOf(parties)}; until then they are scheduled as if those were not there.`,
    size,
    unit: 'items',
    evidence: [
      ...ring.slice(0, MOST_ROWS).map((node) => ({
        ...placeOf(node),
        source: 'tracker' as const,
        what: 'in the ring',
        value: node.title,
      })),
      ...steps
        .slice(0, MOST_ROWS)
        .flatMap(({ link }) =>
          link === undefined
            ? []
            : [linkEvidence(link, nameText(facts, link.from), nameText(facts, link.to))],
        ),
    ],
    parties,
    assumed: false,
  }
}

/** The items of a ring by its links: a link of a summary goes through what is below it, which makes no step of its own. */
function stations(steps: readonly Step[]): string[] {
  const runs: NetworkNode[][] = [[]]
  for (const { node, link } of steps) {
    runs.at(-1)?.push(node)
    if (link !== undefined) runs.push([])
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)]
    if (first === undefined || last === undefined) return []
    return [first === last ? nameOf(first) : `${nameOf(first)} and with it ${nameOf(last)}`]
  })
}

/** A ring from the lowest key behind a link on, so that it reads the same whatever order the records came in. */
function fromLowest(steps: readonly Step[]): readonly Step[] {
  const behind = steps.map((_, at) => steps.at(at - 1)?.link !== undefined)
  const any = behind.includes(true)
  let lowest: number | undefined
  for (const [at, { node }] of steps.entries()) {
    if (any && behind[at] !== true) continue
    const best = lowest === undefined ? undefined : steps[lowest]?.node
    if (best === undefined || keyOf(node) < keyOf(best)) lowest = at
  }
  return [...steps.slice(lowest), ...steps.slice(0, lowest)]
}

function nameText({ scheduled }: ConflictFacts, index: number): string {
  const node = scheduled.portfolio.nodes[index]
  return node === undefined ? '' : nameOf(node)
}

/** Two links between the same two items, each of which says that the other one comes first. */
function* oppositeLinks(facts: ConflictFacts, found: Set<string>): Detected<Conflict> {
  const { links, nodes } = facts.scheduled.portfolio
  const size = nodes.length
  const first = new Map<number, NetworkLink>()
  for (const [index, link] of links.entries()) {
    if (index % BREATH === 0) yield undefined
    const { from, to } = link
    // Two that start and finish together are tied both ways, and nothing is wrong with that.
    if (!isOrder(link)) continue
    if (!first.has(from * size + to)) first.set(from * size + to, link)
    const pair = pairOf(from, to)
    const back = first.get(to * size + from)
    if (back === undefined || found.has(pair)) continue
    found.add(pair)
    const isLow = keyOf(nodes[from]) <= keyOf(nodes[to])
    const [here, against] = isLow ? [link, back] : [back, link]
    const [one, other] = [nodes[here.from], nodes[here.to]]
    if (one === undefined || other === undefined) continue
    const parties = partiesOf(
      [
        { node: one, part: 'end of both links' },
        { node: other, part: 'end of both links' },
      ],
      facts,
    )
    const [name, others] = [nameOf(one), nameOf(other)]
    yield {
      id: conflictId('opposite-links', ...[one, other].map(keyOf).toSorted()),
      kind: 'opposite-links',
      sentence: `Two links say the opposite: ${source(here)} has ${name} before ${others}, ${source(against)} has ${others} before ${name}.`,
      action: `Find out which one comes first${ownersOf(parties)} and take the other link back; until then neither moves a date.`,
      size: 2,
      unit: 'links',
      evidence: [
        ...[one, other].map((node) => ({
          ...placeOf(node),
          source: 'tracker' as const,
          what: 'end of both links',
          value: node.title,
        })),
        linkEvidence(here, name, others),
        linkEvidence(against, others, name),
      ],
      parties,
      assumed: false,
    }
  }
}

const pairOf = (one: number, other: number): string => `${Math.min(one, other)} ${Math.max(one, other)}`

const keyOf = (node: NetworkNode | undefined): string => `${node?.connection ?? ''}/${node?.ref ?? ''}`

const isOrder = ({ type, from, to }: NetworkLink): boolean => (type === 'FS' || type === 'SF') && from !== to

function source({ connection, ref, kept, origin }: NetworkLink): string {
  if (kept !== undefined) return kept
  return connection === undefined ? origin : `${connection}${ref === undefined ? '' : ` (${ref})`}`
}
