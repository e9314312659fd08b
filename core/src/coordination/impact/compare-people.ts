import { isDone, isGone, type Comparison } from './compare-dates.ts'
import type { Handed } from './desk.ts'
import { peopleOf } from './desk.ts'
import type { PersonFigures } from './figures.ts'

interface Load {
  /** Start and finish of each unfinished item, one after the other. */
  readonly before: number[]
  readonly after: number[]
  moved: number
  gained: number
  lost: number
}

/** What a scenario means for everybody whose items move or change hands; those with most of it first. */
export function comparePeople(
  comparison: Comparison,
  moved: ReadonlySet<number>,
  handed: readonly Handed[],
): PersonFigures[] {
  const loads = new Map<number, Load>()
  const load = (person: number): Load => {
    const known = loads.get(person) ?? { before: [], after: [], moved: 0, gained: 0, lost: 0 }
    loads.set(person, known)
    return known
  }
  for (const node of moved) {
    if (isDone(comparison.base, node)) continue
    for (const person of peopleOf(comparison.base, node)) load(person).moved++
  }
  for (const { from, to } of handed) {
    load(from).lost++
    if (to >= 0) load(to).gained++
  }
  if (loads.size > 0)
    collectLoads(
      comparison,
      loads,
      Map.groupBy(handed, ({ node }) => node),
    )
  return [...loads]
    .map(([person, { before, after, ...counts }]) => ({
      person,
      ...counts,
      atOnceBefore: atOnce(before),
      atOnceAfter: atOnce(after),
    }))
    .toSorted(
      (one, other) =>
        other.moved + other.gained + other.lost - (one.moved + one.gained + one.lost) ||
        one.person - other.person,
    )
}

function collectLoads(
  comparison: Comparison,
  loads: ReadonlyMap<number, Load>,
  handed: ReadonlyMap<number, readonly Handed[]>,
): void {
  const { base, before, after } = comparison
  for (let node = 0; node < base.network.size; node++) {
    const people = peopleOf(base, node)
    const changes = handed.get(node) ?? []
    if ((people.length === 0 && changes.length === 0) || isDone(base, node)) continue
    const lost = new Set(changes.map(({ from }) => from))
    for (const person of people) {
      const load = loads.get(person)
      if (load === undefined) continue
      addSpan(load.before, before.start[node], before.finish[node], base.statusTime)
      if (!lost.has(person) && !isGone(comparison, node))
        addSpan(load.after, after.start[node], after.finish[node], base.statusTime)
    }
    const gained = new Set(changes.flatMap(({ to }) => (to >= 0 && !people.includes(to) ? [to] : [])))
    for (const person of gained) {
      const load = loads.get(person)
      if (load !== undefined) addSpan(load.after, after.start[node], after.finish[node], base.statusTime)
    }
  }
}

/** Time before the status date is over and no load any more. */
function addSpan(spans: number[], start = Number.NaN, finish = Number.NaN, statusTime: number): void {
  const from = Math.max(start, statusTime)
  if (finish > from) spans.push(from, finish)
}

/** Most spans that share a moment; one that ends when another begins does not share it. */
function atOnce(spans: readonly number[]): number {
  const starts = spans.filter((_, at) => at % 2 === 0).toSorted((one, other) => one - other)
  const ends = spans.filter((_, at) => at % 2 === 1).toSorted((one, other) => one - other)
  let [most, ended] = [0, 0]
  for (const [begun, start] of starts.entries()) {
    while ((ends[ended] ?? Infinity) <= start) ended++
    most = Math.max(most, begun + 1 - ended)
  }
  return most
}
