import type { RateLimit } from '@headless-pmo/sdk'
import type { Clock } from '../ports/clock.ts'
import { orAborted } from './abort.ts'
import { admit, settled, type AdmissionRules, type Outcome, type Ticket } from './admission.ts'
import { DEFAULT_CONCURRENCY, DEFAULT_FALLBACK_WAIT_SECONDS } from './options.ts'
import { endpointOf, itemOf } from './holds.ts'
import type { RateStore } from './rate-state.ts'
import { routeOf } from './routes.ts'
import type { SessionState } from './session-state.ts'
import { Slots } from './slots.ts'

/** A request that was let through. `settle` tells what came of it and must be called once. */
export interface Passage {
  settle(outcome: Outcome): Promise<void>
  /** Gives the place among the requests under way back; safe to call twice. */
  leave(): void
}

const MOST_SILENT_ROUTES = 500

/** Lets the requests of one connection through when its limits allow (law H1). */
export class Turnstile {
  readonly #clock: Clock
  readonly #store: RateStore
  readonly #rules: AdmissionRules
  readonly #slots: Slots
  /** Whether the connector names headers for budgets, and whether replies are expected to carry them. */
  readonly #declared: boolean
  #speaks: boolean
  #heard = false
  /** Routes whose replies say nothing about a budget. */
  readonly #silent = new Set<string>()
  #learning: Promise<void> | undefined
  #interactive = 0
  #quiet: Promise<void> = Promise.resolve()
  #becomeQuiet = (): void => {}

  constructor(options: {
    readonly clock: Clock
    readonly store: RateStore
    readonly rateLimit: RateLimit | undefined
    readonly share: number
  }) {
    const { rateLimit } = options
    this.#clock = options.clock
    this.#store = options.store
    this.#rules = {
      share: options.share,
      perMinute: rateLimit?.perMinute,
      fallbackWaitMs: (rateLimit?.fallbackWaitSeconds ?? DEFAULT_FALLBACK_WAIT_SECONDS) * 1000,
    }
    this.#slots = new Slots(rateLimit?.concurrency ?? DEFAULT_CONCURRENCY)
    this.#declared = rateLimit?.headers !== undefined
    this.#speaks = this.#declared
  }

  /** @throws GateError `budget-exhausted` when the wait is longer than the session may wait. */
  async pass(
    asked: { readonly method: string; readonly url: URL },
    session: SessionState,
    signal: AbortSignal,
  ): Promise<Passage> {
    const interactive = session.priority === 'interactive'
    if (interactive) this.#arrive()
    try {
      const { method, url } = asked
      const names = { route: routeOf(url), endpoint: endpointOf(method, url), item: itemOf(url) }
      return await this.#pass(names, session, signal)
    } finally {
      if (interactive) this.#through()
    }
  }

  async #pass(
    names: Pick<Ticket, 'route' | 'endpoint' | 'item'>,
    session: SessionState,
    signal: AbortSignal,
  ): Promise<Passage> {
    const { route } = names
    for (;;) {
      if (session.priority === 'backfill') await orAborted(this.#quiet, signal)
      const leave = await this.#slots.enter(session.priority, signal)
      const learned = this.#learn(route)
      let passed = false
      try {
        const request = {
          ...names,
          priority: session.priority,
          now: this.#clock.now(),
          blind: !this.#speaks || this.#silent.has(route) || learned !== undefined,
        }
        const admission = await this.#store.update((state) => admit(state, request, this.#rules))
        if ('go' in admission) {
          passed = true
          if (admission.go.budget !== undefined) learned?.()
          return this.#passage(admission.go, leave, learned)
        }
        // Waiting takes no place: others may be allowed on another budget.
        leave()
        learned?.()
        if ('wait' in admission) await session.waits.wait(admission.wait, signal)
        else await orAborted(this.#learning ?? Promise.resolve(), signal)
      } finally {
        if (!passed) {
          leave()
          learned?.()
        }
      }
    }
  }

  /**
   * One request finds out on which budget a route is counted; the first ones together could overdraw a small
   * one. Gives the function that ends the learning, or undefined when another request is at it.
   */
  #learn(route: string): (() => void) | undefined {
    if (!this.#speaks || this.#silent.has(route) || this.#learning !== undefined) return undefined
    let resolve = (): void => {}
    const learning = new Promise<void>((done) => {
      resolve = done
    })
    this.#learning = learning
    return () => {
      if (this.#learning === learning) this.#learning = undefined
      resolve()
    }
  }

  #passage(ticket: Ticket, leave: () => void, learned: (() => void) | undefined): Passage {
    return {
      leave,
      settle: async (outcome) => {
        try {
          const at = { now: this.#clock.now(), rules: this.#rules }
          await this.#store.update((state) => [settled(state, ticket, outcome, at), undefined])
          this.#listen(ticket.route, outcome)
        } finally {
          learned?.()
        }
      },
    }
  }

  /** A server whose limits are switched off says nothing; then there is nothing to learn from it. */
  #listen(route: string, outcome: Outcome): void {
    if (outcome.stated !== undefined) {
      this.#speaks = this.#declared
      this.#heard = true
    } else if (outcome.served) {
      if (this.#silent.size >= MOST_SILENT_ROUTES) this.#silent.clear()
      this.#silent.add(route)
      if (!this.#heard && this.#silent.size >= 3) this.#speaks = false
    }
  }

  #arrive(): void {
    if (this.#interactive++ > 0) return
    this.#quiet = new Promise((resolve) => {
      this.#becomeQuiet = resolve
    })
  }

  #through(): void {
    if (--this.#interactive === 0) this.#becomeQuiet()
  }
}
