import type { LimitReason } from '@headless-pmo/sdk'
import { allowance, fits, inWindow, settle, spent, type StatedBudget } from './budget.ts'
import { calmed, heldUntil, hold, passedHold } from './holds.ts'
import type { BudgetState, RateState } from './rate-state.ts'
import { budgetOf, learnRoute } from './routes.ts'

export type Priority = 'interactive' | 'backfill'

/** Why a request waits: the tracker refused, our share is spent, the pace is kept, or a failure is retried. */
export type WaitKind = 'throttled' | 'budget' | 'pace' | 'backoff'

export interface Wait {
  /** Unix milliseconds. */
  readonly until: number
  readonly reason: string
  readonly kind: WaitKind
}

export interface AdmissionRules {
  /** Part of the tracker's limit that may be spent in a window. */
  readonly share: number
  readonly perMinute: number | undefined
  readonly fallbackWaitMs: number
}

/** What a request that was let through holds until it is settled. */
export interface Ticket {
  readonly route: string
  /** What it is counted as, beside its route, where the tracker tells limits apart. */
  readonly endpoint: string
  readonly item: string
  readonly budget: string | undefined
  readonly sentAt: number
}

/** `learn`: the budget of this route is unknown, and another request is finding it out. */
export type Admission = { readonly go: Ticket } | { readonly wait: Wait } | { readonly learn: true }

const MINUTE_SECONDS = 60

/** Longest wait after refusals without a stated time. */
const FALLBACK_CAP_MS = 60 * 60 * 1000

function named(budget: string): string {
  return budget === '' ? 'request budget' : `budget "${budget}"`
}

function budgetWait(name: string, budget: BudgetState, rules: AdmissionRules, now: number): Wait {
  const mine = allowance(budget.limit, rules.share, 'interactive')
  const reason =
    budget.remaining <= 0
      ? `the tracker's ${named(name)} of ${budget.limit} is used up`
      : `our share of the tracker's ${named(name)} is spent (${Math.min(spent(budget) + budget.pending, mine)} of ${mine}; the limit is ${budget.limit})`
  // Before the first reply of a window its end is unknown: look again when a request has come back.
  const until = budget.reset - now > 26 * 60 * 60 * 1000 ? now + 1000 : budget.reset
  return { until, reason, kind: 'budget' }
}

/** When the pace of requests a minute allows the next one; undefined when at once. */
function paceWait(state: RateState, perMinute: number, now: number): Wait | undefined {
  const second = Math.floor(now / 1000)
  const recent = (state.minute ?? []).filter(([at]) => at > second - MINUTE_SECONDS - 1)
  let over = recent.reduce((sum, [, count]) => sum + count, 0) - perMinute + 1
  if (over <= 0) return undefined
  for (const [at, count] of recent) {
    over -= count
    if (over <= 0) {
      return {
        until: (at + MINUTE_SECONDS + 1) * 1000,
        reason: `the tracker allows ${perMinute} requests a minute`,
        kind: 'pace',
      }
    }
  }
  return undefined
}

function counted(state: RateState, now: number): RateState {
  const second = Math.floor(now / 1000)
  const recent = (state.minute ?? []).filter(([at]) => at > second - MINUTE_SECONDS - 1)
  const last = recent.at(-1)
  // A clock set back must not reorder the list: what it counts stays in the newest second.
  if (last !== undefined && last[0] >= second) {
    return { ...state, minute: [...recent.slice(0, -1), [last[0], last[1] + 1]] }
  }
  return { ...state, minute: [...recent, [second, 1]] }
}

/** Lets one request through, or says how long it waits and why (law H1). Pure. */
export function admit(
  state: RateState,
  request: Pick<Ticket, 'route' | 'endpoint' | 'item'> & {
    readonly priority: Priority
    readonly now: number
    /** Whether it may go although the budget of its route is unknown. */
    readonly blind: boolean
  },
  rules: AdmissionRules,
): readonly [RateState, Admission] {
  const { route, endpoint, item, priority, now } = request
  if (state.blockedUntil !== undefined && now < state.blockedUntil) {
    const reason = state.blockedReason ?? 'the tracker asked to slow down'
    return [state, { wait: { until: state.blockedUntil, reason, kind: 'throttled' } }]
  }
  const names = [endpoint, item]
  const held = heldUntil(state, names, now)
  if (held !== undefined) return [state, { wait: held }]
  const name = budgetOf(state, route)
  const stored = name === undefined ? undefined : state.budgets?.[name]
  const budget = stored === undefined ? undefined : inWindow(stored, now)
  if (name !== undefined && budget !== undefined && !fits(budget, { share: rules.share, priority })) {
    return [state, { wait: budgetWait(name, budget, rules, now) }]
  }
  if (name === undefined && !request.blind) return [state, { learn: true }]
  const pace = rules.perMinute === undefined ? undefined : paceWait(state, rules.perMinute, now)
  if (pace !== undefined) return [state, { wait: pace }]

  let next = passedHold(rules.perMinute === undefined ? state : counted(state, now), names, now)
  if (name !== undefined && budget !== undefined) {
    const pending = { ...budget, pending: budget.pending + 1, pendingAt: now }
    next = { ...next, budgets: { ...next.budgets, [name]: pending } }
  }
  return [
    next,
    { go: { route, endpoint, item, budget: budget === undefined ? undefined : name, sentAt: now } },
  ]
}

/** What came of a request, as far as limits are concerned. */
export interface Outcome {
  /** Absent when there was no reply. */
  readonly stated?: StatedBudget & { readonly budget: string }
  /**
   * The reply was a refusal for throttling; `until` where it stated a time, `scope` where the connector tells reasons apart: what it
   * holds back.
   */
  readonly throttled?: {
    readonly until?: number
    readonly reason: string
    readonly scope?: LimitReason['scope']
  }
  /** A reply that was served: refusals in a row end. */
  readonly served: boolean
}

function withoutPending(state: RateState, ticket: Ticket): RateState {
  const budget = ticket.budget === undefined ? undefined : state.budgets?.[ticket.budget]
  if (ticket.budget === undefined || budget === undefined || budget.pending === 0) return state
  const freed = { ...budget, pending: budget.pending - 1 }
  return { ...state, budgets: { ...state.budgets, [ticket.budget]: freed } }
}

function blocked(
  state: RateState,
  ticket: Ticket,
  throttled: NonNullable<Outcome['throttled']>,
  at: { readonly now: number; readonly rules: AdmissionRules; readonly primary: boolean },
): RateState {
  // Requests that were under way when the tracker refused meet the same refusal; it counts once.
  const same = state.strikeAt !== undefined && ticket.sentAt <= state.strikeAt
  const strikes = (state.strikes ?? 0) + (same ? 0 : 1)
  // An exhausted budget holds back its own routes alone, until its reset.
  if (at.primary) return { ...state, strikeAt: at.now }
  const doubled = at.rules.fallbackWaitMs * 2 ** Math.min(16, Math.max(0, strikes - 1))
  const fallback = same ? 0 : Math.min(FALLBACK_CAP_MS, doubled)
  const until = throttled.until ?? at.now + fallback
  return {
    ...state,
    strikes,
    strikeAt: at.now,
    blockedUntil: Math.max(state.blockedUntil ?? 0, until),
    blockedReason: throttled.reason,
  }
}

/** Takes in what came of a request. Pure. */
export function settled(
  state: RateState,
  ticket: Ticket,
  outcome: Outcome,
  at: { readonly now: number; readonly rules: AdmissionRules },
): RateState {
  let next = withoutPending(state, ticket)
  const { stated } = outcome
  if (stated !== undefined) {
    next = learnRoute(next, ticket.route, stated.budget)
    const former = next.budgets?.[stated.budget]
    next = { ...next, budgets: { ...next.budgets, [stated.budget]: settle(former, stated, at.now) } }
  }
  const { throttled } = outcome
  if (throttled?.scope === 'route' || throttled?.scope === 'item') {
    const slows = throttled.scope === 'route'
    const refusal = { ...throttled, slows, sentAt: ticket.sentAt, fallbackWaitMs: at.rules.fallbackWaitMs }
    return hold(next, slows ? ticket.endpoint : ticket.item, { ...refusal, until: throttled.until }, at.now)
  }
  if (outcome.served) next = calmed(next, [ticket.endpoint, ticket.item], at.now)
  if (outcome.throttled !== undefined) {
    const primary =
      outcome.throttled.scope === undefined &&
      outcome.throttled.until === undefined &&
      stated?.remaining === 0 &&
      stated.reset > at.now
    next = blocked(next, ticket, outcome.throttled, { ...at, primary })
  } else if (outcome.served && next.strikes !== undefined && ticket.sentAt > (next.strikeAt ?? 0)) {
    const { strikes: _strikes, strikeAt: _at, blockedUntil: _until, blockedReason: _why, ...rest } = next
    next = rest
  }
  return next
}
