/** One budget of a tracker in its present window, by the tracker's own headers. */
export interface BudgetState {
  /** Requests or points that the tracker allows in a window. */
  readonly limit: number
  /** The least that it said was left in this window. */
  readonly remaining: number
  /** End of the window, Unix milliseconds. */
  readonly reset: number
  /** What was left when we first looked; what is gone since counts as ours. */
  readonly baseline: number
  /** Replies of ours that were counted in this window; with the drop they give the price of a request. */
  readonly replies: number
  /** Requests under way, and when the last of them set out: those of a process that died are forgotten. */
  readonly pending: number
  readonly pendingAt: number
}

/** An endpoint, or one address, that the tracker refused because it was asked too often. */
export interface HoldState {
  /** No request to it before, Unix milliseconds, and why. */
  readonly until: number
  readonly reason: string
  /** Refusals, those close to each other counted on. */
  readonly strikes: number
  /** When the last of them was noted. */
  readonly refusedAt: number
  /** Least distance of requests to it, for a while after that; absent where they need none. */
  readonly gapMs?: number
  /** When the last one went out. */
  readonly lastAt?: number
}

/** What is remembered of a tracker's limits for one connection; JSON. Shared by processes and restarts. */
export interface RateState {
  /** No request at all before this time, Unix milliseconds, and why. */
  readonly blockedUntil?: number
  readonly blockedReason?: string
  /** Refusals in a row without a stated time; the wait doubles with each. */
  readonly strikes?: number
  /** When the last refusal was noted: one that was on its way then is the same refusal. */
  readonly strikeAt?: number
  /** By endpoint and method, or by address. */
  readonly holds?: Readonly<Record<string, HoldState>>
  /** By the tracker's name of the budget, "" where it has one. */
  readonly budgets?: Readonly<Record<string, BudgetState>>
  /** Budget on which requests to a route were counted. */
  readonly routes?: Readonly<Record<string, string>>
  /** Requests per second of the last minute: [Unix second, count], oldest first. */
  readonly minute?: readonly (readonly [second: number, count: number])[]
}

/**
 * Holds the {@link RateState} of one connection. `change` is pure and may be called again when another
 * process wrote in between; a state that it hands back as it was is not written.
 */
export interface RateStore {
  update<T>(change: (state: RateState) => readonly [state: RateState, result: T]): Promise<T>
}

/** A rate store for one process: the conformance kit and tests. */
export function memoryRateStore(): RateStore & { readonly state: () => RateState } {
  let state: RateState = {}
  return {
    update: (change) => {
      const [next, result] = change(state)
      state = next
      return Promise.resolve(result)
    },
    state: () => state,
  }
}
