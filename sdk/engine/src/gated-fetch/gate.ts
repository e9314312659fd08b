import { orAborted, linkSignals } from './abort.ts'
import type { Outcome } from './admission.ts'
import { attempt, failedStatus, type Reply } from './attempt.ts'
import { createEgress, type Egress } from './egress.ts'
import type { Failure } from './failure.ts'
import { GateError, gateErrorOf } from './gate-error.ts'
import { handOver, handOverStream } from './handed-over.ts'
import type { RequestEvent } from './observer.ts'
import {
  DEFAULT_LIMITS,
  type GateLimits,
  type GateOptions,
  type GateSession,
  type GateSessionOptions,
} from './options.ts'
import { absolute, readAsked, type Asked, type Outgoing } from './outgoing.ts'
import { backoff } from './random.ts'
import { checkReadOnly, READING } from './read-only.ts'
import { MOST_REDIRECTS, redirected, redirectTarget } from './redirect.ts'
import { byReason, readLimits, saysThrottled } from './reply-limits.ts'
import { Refusals, subjectOf, withoutSecrets } from './refusals.ts'
import { SessionState } from './session-state.ts'
import { Turnstile } from './turnstile.ts'

/** The way out of one connection: what its sessions share. */
export interface Gate {
  /** Opens a run's or a question's own view, with its bounds, counters and observer. */
  open(options?: GateSessionOptions): GateSession
  /** Says why an address may not be requested; undefined when it may. */
  refusal(url: URL): string | undefined
  /** Ends all sessions. Safe to call twice. */
  dispose(): Promise<void>
}

/**
 * Builds the gate of one connection: it confines requests to the egress list (H3) and to reading (H4),
 * authorises them, keeps the tracker's limits (H1), tries again what failed on the way (H2), and removes
 * secrets from all that comes out (law 13).
 * @throws Error with one sentence when an egress entry cannot be read.
 */
export function createGate(options: GateOptions): Gate {
  return new ConnectionGate(options)
}

/** A gate with a single session, for a connection that needs no more. */
export function createGatedFetch(options: GateOptions & GateSessionOptions): GateSession {
  const gate = createGate(options)
  const session = gate.open(options)
  return { ...session, dispose: () => gate.dispose() }
}

/** What a notifier may do beside reading. */
const SENDING = new Set(['POST', 'PUT'])

class ConnectionGate implements Gate {
  readonly #options: GateOptions
  readonly #limits: Required<GateLimits>
  readonly #egress: Egress
  readonly #refusals: Refusals
  readonly #turnstile: Turnstile
  readonly #notifies: boolean
  readonly #sessions = new Set<GateSession>()
  #disposed = false

  constructor(options: GateOptions) {
    this.#options = options
    this.#notifies = options.purpose === 'notify'
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.#refusals = new Refusals(options)
    this.#egress = createEgress(options.egress.map((entry) => absolute(entry, options.fileBase)))
    this.#turnstile = new Turnstile({
      clock: options.clock,
      store: options.rateStore,
      rateLimit: options.rateLimit,
      share: this.#limits.share,
    })
  }

  refusal(url: URL): string | undefined {
    return this.#egress.refusal(url)
  }

  open(options: GateSessionOptions = {}): GateSession {
    const state = new SessionState(options, this.#options)
    const end = new AbortController()
    const underWay = new Set<Promise<unknown>>()
    const session: GateSession = {
      fetch: (input, init) => {
        const work = this.#fetch(input, init, { state, signals: [end.signal, options.signal] })
        const tracked = work.catch(() => {}).finally(() => underWay.delete(tracked))
        underWay.add(tracked)
        return work
      },
      counters: () => state.counters(),
      dispose: async () => {
        this.#sessions.delete(session)
        end.abort(this.#refusals.closed())
        await Promise.all(underWay)
      },
    }
    if (this.#disposed) end.abort(this.#refusals.closed())
    else this.#sessions.add(session)
    return session
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    await Promise.all([...this.#sessions].map((session) => session.dispose()))
  }

  async #fetch(
    input: string | URL | Request,
    init: RequestInit | undefined,
    run: { readonly state: SessionState; readonly signals: readonly (AbortSignal | undefined)[] },
  ): Promise<Response> {
    try {
      let asked = await readAsked(input, init, this.#options.fileBase)
      const link = linkSignals(asked.signal, ...run.signals)
      let streaming = false
      try {
        link.signal.throwIfAborted()
        for (let hop = 0; ; hop++) {
          const ready = this.#checked(asked, run.state, hop > 0)
          const reply = await this.#persist(ready, run.state, link.signal)
          const { response } = reply
          const follows =
            ready.redirect !== 'manual' && (!this.#sendsOnce(run.state) || READING.has(ready.method))
          const target = follows ? redirectTarget(response, ready.url) : undefined
          if (target === undefined) {
            const given = { response, url: ready.url, redirected: hop > 0, redactor: this.#options.redactor }
            if (!reply.streamed) return handOver(given, reply.body)
            streaming = true
            return handOverStream(given, {
              subject: subjectOf(this.#options),
              signal: link.signal,
              bytes: (count) => run.state.noteBytes(count),
              ended: link.release,
            })
          }
          if (reply.streamed) await response.body?.cancel()
          if (ready.redirect === 'error' || hop >= MOST_REDIRECTS) {
            throw this.#refusals.redirect(ready, hop)
          }
          asked = redirected(ready, response.status, target)
        }
      } finally {
        if (!streaming) link.release()
      }
    } catch (error) {
      throw withoutSecrets(error, this.#options.redactor)
    }
  }

  /** @throws GateError when the request leaves the egress list or does more than read. */
  #checked(asked: Asked, session: SessionState, follows: boolean): Asked {
    const { queries = [] } = this.#options
    const outside = this.#egress.refusal(asked.url)
    if (outside !== undefined) throw this.#refusals.outside(asked, outside, follows)
    if (this.#notifies && SENDING.has(asked.method)) return asked
    if (session.mayWrite(asked)) return asked
    const verdict = checkReadOnly({ ...asked, body: asked.body }, { queries, egress: this.#egress })
    if (verdict.refusal !== undefined) throw this.#refusals.changes(asked, verdict.refusal)
    return verdict.body === undefined ? asked : { ...asked, body: verdict.body }
  }

  /** Whether what changes something is sent once, whatever comes of it: trying again could do it twice. */
  #sendsOnce(session: SessionState): boolean {
    return this.#notifies || session.writes
  }

  /** Sends one request until there is a reply that counts, within its bounds. */
  async #persist(asked: Asked, session: SessionState, signal: AbortSignal): Promise<Reply> {
    const { clock, authorizer } = this.#options
    const once = this.#notifies || session.mayWrite(asked)
    let failures = 0
    let throttles = 0
    let renewed = false
    for (let number = 1; ; number++) {
      const { reply, outcome, sent } = await this.#once(asked, { session, signal, number })
      if (outcome.throttled !== undefined && !this.#notifies) {
        if (++throttles > this.#limits.maxThrottles) {
          const { until = clock.now(), reason } = outcome.throttled
          throw this.#refusals.stillThrottled(asked, throttles, { until, reason })
        }
        continue
      }
      if ('code' in reply) {
        if (once || reply.final === true || ++failures >= this.#limits.maxAttempts) {
          throw this.#refusals.givenUp(asked, reply, number)
        }
      } else {
        const { status } = reply.response
        if (status === 401 && !renewed && authorizer?.renew !== undefined) {
          renewed = true
          if (await orAborted(authorizer.renew(sent, signal), signal)) continue
        }
        if (once || (status !== 408 && status !== 425)) return reply
        if (++failures >= this.#limits.maxAttempts) return reply
      }
      const ms = backoff(failures, session.random, {
        baseMs: this.#limits.backoffBaseMs,
        capMs: this.#limits.backoffCapMs,
      })
      const reason = 'code' in reply ? reply.words : 'the server asked to try again'
      await session.waits.wait({ until: clock.now() + ms, reason, kind: 'backoff' }, signal)
    }
  }

  /** One attempt: let through, authorised, sent, noted. */
  async #once(
    asked: Asked,
    turn: { readonly session: SessionState; readonly signal: AbortSignal; readonly number: number },
  ): Promise<{ readonly reply: Reply | Failure; readonly outcome: Outcome; readonly sent: Outgoing }> {
    const { session, signal, number } = turn
    const { clock, transport, rateLimit } = this.#options
    // Folders have no limits to keep.
    const limited = asked.url.protocol !== 'file:'
    const passage = limited ? await this.#turnstile.pass(asked, session, signal) : undefined
    let outcome: Outcome = { served: false }
    const started = clock.now()
    let reply: Reply | Failure | undefined
    let sent: Outgoing | undefined
    try {
      const outgoing = await this.#authorized(asked, signal)
      const { maxBodyBytes } = this.#limits
      sent = outgoing
      reply = await attempt(transport, outgoing, { signal, stream: asked.stream, maxBodyBytes })
      if (!('code' in reply)) {
        const redact = (text: string): string => this.#options.redactor.text(text)
        const told = await orAborted(saysThrottled(reply, rateLimit, redact), signal)
        const now = clock.now()
        const read = readLimits({ response: reply.response, now }, rateLimit, told)
        outcome = await orAborted(byReason(read, reply, rateLimit, { redact, now }), signal)
        if (outcome.stated !== undefined) session.noteBudget(outcome.stated.budget, outcome.stated)
        if (outcome.throttled === undefined && !this.#notifies && !session.mayWrite(asked)) {
          reply = failedStatus(reply.response.status) ?? reply
        }
      }
      return { reply, outcome, sent }
    } finally {
      if (sent !== undefined)
        session.noteRequest(this.#event(asked, reply, { number, ms: clock.now() - started }))
      // First what the reply said, then the place: the next request must already know.
      try {
        await passage?.settle(outcome)
      } finally {
        passage?.leave()
      }
    }
  }

  #event(
    asked: Asked,
    reply: Reply | Failure | undefined,
    turn: { readonly number: number; readonly ms: number },
  ): RequestEvent {
    const { redactor } = this.#options
    const failure = reply !== undefined && 'code' in reply ? reply : undefined
    const given = reply !== undefined && 'response' in reply ? reply : undefined
    const status = given?.response.status ?? failure?.status
    return {
      method: asked.method,
      url: redactor.text(asked.url.href),
      ms: turn.ms,
      bytes: given?.body?.byteLength ?? 0,
      attempt: turn.number,
      fromCache: status === 304,
      ...(status === undefined ? {} : { status }),
      ...(failure === undefined ? {} : { problem: redactor.text(failure.words) }),
    }
  }

  /** A copy of the request with credentials; the caller's own never carries them. */
  async #authorized(asked: Asked, signal: AbortSignal): Promise<Outgoing> {
    const { authorizer } = this.#options
    const outgoing: Outgoing = {
      method: asked.method,
      url: new URL(asked.url),
      headers: new Headers(asked.headers),
      ...(asked.body === undefined ? {} : { body: asked.body }),
    }
    if (authorizer === undefined || asked.url.protocol === 'file:') return outgoing
    try {
      await orAborted(authorizer.authorize(outgoing, signal), signal)
    } catch (cause) {
      signal.throwIfAborted()
      if (gateErrorOf(cause) !== undefined) throw cause
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new GateError('authorization-failed', why, { cause })
    }
    return outgoing
  }
}
