import type { RateState } from './rate-state.ts'

/** Routes are remembered up to this number; a forgotten one is learned again. */
const MOST_ROUTES = 200

/** The start of an address that tells trackers' areas apart: origin and up to three segments. */
export function routeOf(url: URL): string {
  return `${url.origin}/${url.pathname.split('/').filter(Boolean).slice(0, 3).join('/')}`
}

function sharedSegments(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(2), b.split('/').slice(2)]
  let shared = 0
  while (shared < left.length && left[shared] === right[shared]) shared++
  return shared
}

/**
 * The budget on which a request will probably be counted: that of its route, else that of the route with
 * the longest common start beyond the origin. Undefined when nothing is known.
 */
export function budgetOf(state: RateState, route: string): string | undefined {
  const routes = state.routes ?? {}
  const known = Object.hasOwn(routes, route) ? routes[route] : undefined
  if (known !== undefined) return known
  let best: string | undefined
  let longest = 1
  for (const [other, budget] of Object.entries(routes)) {
    const shared = sharedSegments(route, other)
    if (shared > longest) [longest, best] = [shared, budget]
  }
  return best
}

/** Remembers on which budget a route is counted. */
export function learnRoute(state: RateState, route: string, budget: string): RateState {
  const routes = state.routes ?? {}
  if (Object.hasOwn(routes, route) && routes[route] === budget) return state
  const kept = Object.entries(routes).filter(([other]) => other !== route)
  return { ...state, routes: Object.fromEntries([...kept.slice(1 - MOST_ROUTES), [route, budget]]) }
}
