import type { Place } from './outline.ts'

/** A link between two places. */
export interface Edge {
  readonly from: Place
  readonly to: Place
}

/** Steps that the search for needless refusals may take; beyond it a link against the order of the outline is refused unlooked. */
const MOST_STEPS = 2_000_000

/**
 * The links to leave out so that none lead in a ring. A link of a summary task is one of all that it holds, so rings may lead through the
 * outline: each place has an entry and an exit, a summary's entry leads to its children's, and theirs to its exit.
 *
 * Links along the order of the outline never close a ring among themselves. Of the others only those are left out that lie in a ring and
 * would close one with those taken before.
 *
 * @param places in the order of the outline
 */
export function ringClosers<E extends Edge>(places: readonly Place[], links: readonly E[]): ReadonlySet<E> {
  const graph = new OutlineGraph(places)
  const group = graph.ringsWith(links)
  const isInRing = (link: E): boolean => {
    const [from, to] = graph.ends(link)
    return group[from] === group[to]
  }
  const left = new Set<E>()
  const back: E[] = []
  for (const link of links) {
    if (!isInRing(link)) continue
    if (graph.isBackward(link)) back.push(link)
    else graph.add(link)
  }
  let steps = 0
  for (const link of back) {
    const found = graph.search(link, MOST_STEPS - steps)
    steps += found.steps
    if (found.closes) left.add(link)
    else graph.add(link)
  }
  return left
}

class OutlineGraph {
  readonly #index = new Map<Place, number>()
  /** Where the last place below each one stands. */
  readonly #last: Int32Array
  readonly #next: number[][]

  constructor(places: readonly Place[]) {
    for (const [index, place] of places.entries()) this.#index.set(place, index)
    this.#last = Int32Array.from(places, (_, index) => index)
    this.#next = Array.from({ length: places.length * 2 }, () => [])
    for (let index = places.length - 1; index >= 0; index--) {
      const place = places[index]
      if (place === undefined) continue
      this.#edge(2 * index, 2 * index + 1)
      const above = place.above === undefined ? undefined : this.#index.get(place.above)
      if (above === undefined) continue
      this.#edge(2 * above, 2 * index)
      this.#edge(2 * index + 1, 2 * above + 1)
      this.#last[above] = Math.max(this.#last[above] ?? 0, this.#last[index] ?? 0)
    }
  }

  /** The exit of the predecessor and the entry of the successor. */
  ends({ from, to }: Edge): readonly [number, number] {
    return [2 * (this.#index.get(from) ?? 0) + 1, 2 * (this.#index.get(to) ?? 0)]
  }

  isBackward(link: Edge): boolean {
    const [from, to] = this.ends(link)
    return (this.#last[from >> 1] ?? 0) > to >> 1
  }

  add(link: Edge): void {
    this.#edge(...this.ends(link))
  }

  /** Whether one comes from the link's successor to its predecessor; taken for granted after so many steps. */
  search(link: Edge, most: number): { readonly closes: boolean; readonly steps: number } {
    const [from, to] = this.ends(link)
    const seen = new Set<number>([to])
    const waiting = [to]
    let steps = 0
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at === from || ++steps > most) return { closes: true, steps }
      for (const next of this.#next[at] ?? []) {
        if (seen.has(next)) continue
        seen.add(next)
        waiting.push(next)
      }
    }
    return { closes: false, steps }
  }

  /** A number for each entry and exit: equal for those that lie in one ring once all the links are there (Tarjan). */
  ringsWith(links: readonly Edge[]): Int32Array {
    const size = this.#next.length
    const more = new Map<number, number[]>()
    for (const link of links) {
      const [from, to] = this.ends(link)
      const known = more.get(from)
      if (known === undefined) more.set(from, [to])
      else known.push(to)
    }
    const group = new Int32Array(size).fill(-1)
    const order = new Int32Array(size).fill(-1)
    const low = new Int32Array(size)
    const open: number[] = []
    let count = 0
    for (let root = 0; root < size; root++) {
      if (order[root] !== -1) continue
      const path: { readonly at: number; readonly next: readonly number[]; tried: number }[] = []
      const enter = (at: number): void => {
        order[at] = low[at] = count++
        open.push(at)
        path.push({ at, next: [...(this.#next[at] ?? []), ...(more.get(at) ?? [])], tried: 0 })
      }
      enter(root)
      for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
        const { at } = step
        const next = step.next[step.tried++]
        if (next === undefined) {
          path.pop()
          const above = path.at(-1)
          if (above !== undefined) low[above.at] = Math.min(low[above.at] ?? 0, low[at] ?? 0)
          if (low[at] !== order[at]) continue
          for (let one = open.pop(); one !== undefined; one = open.pop()) {
            group[one] = at
            if (one === at) break
          }
        } else if (order[next] === -1) enter(next)
        else if (group[next] === -1) low[at] = Math.min(low[at] ?? 0, order[next] ?? 0)
      }
    }
    return group
  }

  #edge(from: number, to: number): void {
    this.#next[from]?.push(to)
  }
}
