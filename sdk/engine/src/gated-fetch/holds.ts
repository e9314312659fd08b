import type { HoldState, RateState } from './rate-state.ts'

/** An endpoint that was asked in a burst, or one address, is remembered this long after its last refusal. */
const CALM_AFTER_MS = 60_000

/** Distance of requests to an endpoint after its first refusal; it doubles with each that follows, up to the last. */
const FIRST_GAP_MS = 250
const LAST_GAP_MS = 8000

/** Refusals without a stated time hold an endpoint or an address no longer than this. */
const LONGEST_UNSTATED_MS = 10 * 60_000

/** More are forgotten, the oldest first; what is refused again is held again. */
const MOST_HOLDS = 200

/** Version numbers stand near the start of a path: `/rest/api/3`, `/v1.0`. */
const VERSION = /^v?\d{1,2}(?:\.\d{1,2})?$/
const VERSIONS_WITHIN = 4

function isName(segment: string, index: number): boolean {
  if (index < VERSIONS_WITHIN && VERSION.test(segment)) return true
  // Numbers, UUIDs, keys such as PMO and PMO-7.
  return !/\d/.test(segment) && !/^[A-Z][A-Z_-]+$/.test(segment)
}

/** The endpoint and method that a request asks: addresses that differ by ids and keys alone are one. */
export function endpointOf(method: string, url: URL): string {
  const path = url.pathname
    .split('/')
    .filter(Boolean)
    .map((segment) => segment.replace(/\(.*\)/, '(*)'))
    .map((segment, index) => (isName(segment, index) ? segment : '*'))
  return `${method} ${url.origin}/${path.join('/')}`
}

/** The one thing that a request asks for, whatever its query. */
export function itemOf(url: URL): string {
  return `${url.origin}${url.pathname}`
}

/** Why a request to one of these waits; undefined when it may go. `pace`: the endpoint is asked slowly for a while. */
export function heldUntil(
  state: RateState,
  names: readonly string[],
  now: number,
): { readonly until: number; readonly reason: string; readonly kind: 'throttled' | 'pace' } | undefined {
  for (const name of names) {
    const hold = holdOf(state, name)
    if (hold === undefined) continue
    if (now < hold.until) return { until: hold.until, reason: hold.reason, kind: 'throttled' }
    const next = (hold.lastAt ?? 0) + (hold.gapMs ?? 0)
    if (hold.gapMs !== undefined && now < next && now < hold.refusedAt + CALM_AFTER_MS + hold.gapMs) {
      return { until: next, reason: `${hold.reason}; its requests go one by one for a while`, kind: 'pace' }
    }
  }
  return undefined
}

/** Notes that a request to a held endpoint goes out now. */
export function passedHold(state: RateState, names: readonly string[], now: number): RateState {
  const slowed = names.filter((name) => holdOf(state, name)?.gapMs !== undefined)
  if (slowed.length === 0) return state
  const holds = { ...state.holds }
  for (const name of slowed) {
    const hold = holdOf(state, name)
    if (hold !== undefined) holds[name] = { ...hold, lastAt: now }
  }
  return { ...state, holds }
}

/** Holds an endpoint (and slows it afterwards) or an address back. */
export function hold(
  state: RateState,
  name: string,
  refusal: {
    readonly until: number | undefined
    readonly reason: string
    readonly slows: boolean
    readonly sentAt: number
    readonly fallbackWaitMs: number
  },
  now: number,
): RateState {
  const former = holdOf(state, name)
  // Requests that were under way when the tracker refused meet the same refusal; it counts once.
  const same = former !== undefined && refusal.sentAt <= former.refusedAt
  const strikes = (former?.strikes ?? 0) + (same ? 0 : 1)
  const doubled = 2 ** Math.min(16, Math.max(0, strikes - 1))
  const unstated = same ? 0 : Math.min(LONGEST_UNSTATED_MS, refusal.fallbackWaitMs * doubled)
  const until = Math.max(former?.until ?? 0, refusal.until ?? now + unstated)
  const kept = Object.entries(state.holds ?? {}).filter(
    ([other, { until: end, refusedAt }]) => other !== name && Math.max(end, refusedAt + CALM_AFTER_MS) > now,
  )
  const held: HoldState = {
    until,
    reason: refusal.reason,
    strikes,
    refusedAt: same ? former.refusedAt : now,
    ...(refusal.slows && { gapMs: Math.min(LAST_GAP_MS, FIRST_GAP_MS * doubled) }),
    ...(former?.lastAt !== undefined && { lastAt: former.lastAt }),
  }
  return { ...state, holds: Object.fromEntries([...kept.slice(1 - MOST_HOLDS), [name, held]]) }
}

/** A request was served: what was held and has been calm since is forgotten. */
export function calmed(state: RateState, names: readonly string[], now: number): RateState {
  const over = names.filter((name) => {
    const found = holdOf(state, name)
    if (found === undefined || now < found.until) return false
    return found.gapMs === undefined || now >= Math.max(found.until, found.refusedAt) + CALM_AFTER_MS
  })
  if (over.length === 0) return state
  const { holds = {}, ...rest } = state
  const left = Object.entries(holds).filter(([name]) => !over.includes(name))
  return left.length === 0 ? rest : { ...rest, holds: Object.fromEntries(left) }
}

function holdOf({ holds }: RateState, name: string): HoldState | undefined {
  return holds !== undefined && Object.hasOwn(holds, name) ? holds[name] : undefined
}
