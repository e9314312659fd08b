import type { BudgetState } from './rate-state.ts'

/** What a reply said about a budget, with the reset by our clock. */
export interface StatedBudget {
  readonly limit: number
  readonly remaining: number
  readonly reset: number
  /** The reply did not tell the limit: it is no more than what is known to be left. */
  readonly limitGuessed?: true
}

/** Part of the share that backfill leaves to interactive requests. */
const INTERACTIVE_PART = 0.1

/** Reset of a window whose end is not known yet; JSON has no infinity. */
const OPEN = Number.MAX_SAFE_INTEGER

/** Resets of one window differ by rounding; those of two windows by more than this. */
const CLEARLY_LATER_MS = 4000

/** How much later than the tracker's our idea of a window's end can be. */
const LATE_BY_MS = 3000

/** No request is under way for longer; one that is counted for longer belonged to a process that died. */
const LONGEST_REQUEST_MS = 10 * 60 * 1000

/** How many requests of a window we may spend. At least one, or nothing would ever be read. */
export function allowance(limit: number, share: number, priority: 'interactive' | 'backfill'): number {
  const all = Math.max(1, Math.floor(limit * share))
  return priority === 'interactive' ? all : Math.max(1, all - Math.floor(all * INTERACTIVE_PART))
}

/** What is gone since we first looked: ours for certain, and others' where several use one account. */
export function spent(budget: BudgetState): number {
  return budget.baseline - budget.remaining
}

/** What one request is expected to cost: 1, or more where a budget counts points. */
function price(budget: BudgetState): number {
  return budget.replies === 0 ? 1 : Math.max(1, Math.ceil(spent(budget) / budget.replies))
}

/** Whether one more request fits into the share and into what is left. */
export function fits(
  budget: BudgetState,
  rules: { readonly share: number; readonly priority: 'interactive' | 'backfill' },
): boolean {
  const next = (budget.pending + 1) * price(budget)
  return (
    spent(budget) + next <= allowance(budget.limit, rules.share, rules.priority) && next <= budget.remaining
  )
}

/**
 * The budget as of now. After the reset a window begins of which nothing is known but its limit; it is
 * taken as full until the first reply, and as long as the one before.
 */
export function inWindow(stored: BudgetState, now: number): BudgetState {
  const lost = stored.pending > 0 && now - stored.pendingAt > LONGEST_REQUEST_MS
  const budget = lost ? { ...stored, pending: 0 } : stored
  if (now < budget.reset) return budget
  return { ...budget, remaining: budget.limit, baseline: budget.limit, replies: 0, reset: OPEN }
}

/**
 * Takes in what a reply said. Replies overtake each other, so within a window only a lower `remaining`
 * counts; a later reset with more left, or the end of the window, begins a new one.
 */
export function settle(budget: BudgetState | undefined, stated: StatedBudget, now: number): BudgetState {
  const { remaining, reset } = stated
  const limit = stated.limitGuessed === true ? Math.max(stated.limit, budget?.limit ?? 0) : stated.limit
  const current = budget === undefined ? undefined : inWindow(budget, now)
  const pending = current?.pending ?? 0
  const pendingAt = current?.pendingAt ?? 0
  // A reply that was long under way speaks of a window that is over.
  const open = current?.reset === OPEN
  const past = open ? reset <= now : reset < (current?.reset ?? reset) - CLEARLY_LATER_MS
  if (current !== undefined && past) return current
  const fresh = current === undefined || open
  // Windows whose reset slides ahead with every reply are one window as long as what is left goes down.
  // Ours ends a little late on purpose (dates are cut to seconds): what comes then is of the next one.
  const later = !fresh && reset > current.reset + CLEARLY_LATER_MS
  const turned = later && (remaining > current.remaining + pending || now >= current.reset - LATE_BY_MS)
  if (fresh || turned) {
    // The reply's own request, and those under way that may have been counted before it, are ours.
    const baseline = Math.min(limit, remaining + pending + 1)
    return { limit, remaining, reset, baseline, replies: 1, pending, pendingAt }
  }
  return {
    limit,
    remaining: Math.min(current.remaining, remaining),
    reset: current.reset,
    baseline: Math.max(current.baseline, remaining),
    replies: current.replies + 1,
    pending,
    pendingAt,
  }
}

/** Below this many requests every one counts exactly; above, a store may write a little later. */
const TIGHT_REQUESTS = 64

/** Whether a budget comes so near to our share of it that other processes have to know of each request. */
export function isTight(budget: BudgetState, share: number): boolean {
  const left = allowance(budget.limit, share, 'backfill') - spent(budget)
  return left - budget.pending * price(budget) < TIGHT_REQUESTS * price(budget)
}
