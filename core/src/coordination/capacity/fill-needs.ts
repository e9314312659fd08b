/** People who are alike for what is asked: the same roles, or one person. */
export interface Pool {
  /** Ids of roles; of a single person who is asked for by name also `person:<id>`. */
  readonly skills: ReadonlySet<string>
  /** Minutes that are free. */
  readonly free: number
}

/** Work that somebody with a skill has to do. */
export interface Need {
  readonly skill: string
  readonly minutes: number
}

/** Minutes below which nothing is short. */
const ENOUGH = 1e-6

/**
 * Fills needs from pools as far as possible: a need that came first is never given up for a later one, but may be moved
 * to other people who can do it. This is a maximum flow found along augmenting paths (Ford and Fulkerson 1956; shortest
 * paths first, Edmonds and Karp 1972), so what is left open cannot be filled in any other way.
 *
 * @returns minutes that stay open, for each need
 */
export function fillNeeds(pools: readonly Pool[], needs: readonly Need[]): readonly number[] {
  const free = pools.map((pool) => pool.free)
  const given = needs.map(() => new Float64Array(pools.length))
  const can = needs.map(({ skill }) => pools.flatMap(({ skills }, pool) => (skills.has(skill) ? [pool] : [])))
  return needs.map(({ minutes }, need) => {
    let open = minutes
    while (open > ENOUGH) {
      const path = pathFrom(need, { can, given, free })
      if (path === undefined) break
      const [last] = path
      if (last === undefined) break
      let amount = Math.min(open, free[last.pool] ?? 0)
      // Along the way, each need in between gives its people up and takes the next ones.
      for (const { taken } of path)
        if (taken !== undefined) amount = Math.min(amount, given[taken.need]?.[taken.pool] ?? 0)
      for (const { need: to, pool, taken } of path) {
        give(given[to], pool, amount)
        if (taken !== undefined) give(given[taken.need], taken.pool, -amount)
      }
      free[last.pool] = (free[last.pool] ?? 0) - amount
      open -= amount
    }
    return open > ENOUGH ? open : 0
  })
}

/** One step of a path: a need takes from a pool; where it was pushed out of another, that is what was taken from it. */
interface Step {
  readonly need: number
  readonly pool: number
  /** The need's own share of a pool that the step before takes. */
  readonly taken?: { readonly need: number; readonly pool: number }
}

interface State {
  readonly can: readonly (readonly number[])[]
  readonly given: readonly Float64Array[]
  readonly free: readonly number[]
}

/** The shortest way from a need to a pool with something free, its last step first. */
function pathFrom(need: number, { can, given, free }: State): readonly Step[] | undefined {
  const from = new Map<number, { readonly step: Step; readonly before?: number }>()
  const queue: {
    readonly need: number
    readonly taken?: { readonly need: number; readonly pool: number }
  }[] = [{ need }]
  const seen = new Set<number>()
  for (const at of queue) {
    const own: number | undefined = at.taken?.pool
    for (const pool of can[at.need] ?? []) {
      if (seen.has(pool)) continue
      seen.add(pool)
      const step = { need: at.need, pool, ...(at.taken !== undefined && { taken: at.taken }) }
      from.set(pool, { step, ...(own !== undefined && { before: own }) })
      if ((free[pool] ?? 0) > ENOUGH) return walkBack(pool, from)
      for (const [other, shares] of given.entries()) {
        if ((shares[pool] ?? 0) > ENOUGH) queue.push({ need: other, taken: { need: other, pool } })
      }
    }
  }
  return undefined
}

function walkBack(
  last: number,
  from: ReadonlyMap<number, { readonly step: Step; readonly before?: number }>,
): readonly Step[] {
  const path: Step[] = []
  for (let at: number | undefined = last; at !== undefined;) {
    const found = from.get(at)
    if (found === undefined) break
    path.push(found.step)
    at = found.before
  }
  return path
}

function give(shares: Float64Array | undefined, pool: number, minutes: number): void {
  if (shares !== undefined) shares[pool] = (shares[pool] ?? 0) + minutes
}
