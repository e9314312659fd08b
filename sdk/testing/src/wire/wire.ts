import type { Clock, Transport } from '@headless-pmo/engine'
import { OpenBodies } from './bodies.ts'
import { FaultPlan, type FaultRule } from './fault.ts'

/** One request that went out, with what became of it. See {@link createWire}. */
export interface SentRequest {
  /** 1 for the first. */
  readonly number: number
  /** Virtual time at which it went out, Unix milliseconds. */
  readonly at: number
  /** How many replies had come when it went out: those that were under way with it had not. */
  readonly repliesBefore: number
  /** In upper case. */
  readonly method: string
  /** Where it went, with its query. */
  readonly url: string
  /** By name, in lower case; credentials included. */
  readonly headers: Readonly<Record<string, string>>
  /** Text of its body, if it had one. */
  readonly body: string | undefined
  /** Absent while it is under way, and where there was no reply. */
  status?: number
  /** Its place among all replies, 1 for the first. */
  reply?: number
  /** Content type of the reply. */
  type?: string
  /** What a transport would have thrown. */
  problem?: string
}

/** A tracker's transport with a log, and faults that can be armed at any time. See {@link createWire}. */
export interface Wire {
  /** What the host sends through. */
  readonly transport: Transport
  /** Every request so far, in order. */
  readonly sent: readonly SentRequest[]
  /** Arms a fault; those armed earlier are asked first. */
  fault(rule: FaultRule): void
  /** Disarms all faults. */
  mend(): void
  /** Whether an armed fault has not met its requests yet. */
  readonly armed: boolean
  /** Addresses of replies that were neither read to their end nor let go. */
  openBodies(): readonly string[]
}

/**
 * Puts faults between a connector and any upstream: they are the wire's, so that every upstream has them all.
 * Waits go by the clock; with a virtual one nothing really waits.
 *
 * @example
 * ```ts
 * const clock = { now: () => 0, sleep: async () => undefined }
 * const wire = createWire({ transport: async () => Response.json([]), clock })
 * wire.fault({ fault: throttles({ retryAfterSeconds: 30 }), after: 2 })
 * ```
 */
export function createWire(options: { readonly transport: Transport; readonly clock: Clock }): Wire {
  const { transport, clock } = options
  const plan = new FaultPlan()
  const bodies = new OpenBodies()
  const sent: SentRequest[] = []
  let replies = 0
  return {
    sent,
    fault: (rule) => plan.arm(rule),
    mend: () => plan.clear(),
    get armed() {
      return plan.armed
    },
    openBodies: () => bodies.list(),
    transport: async (request) => {
      const entry: SentRequest = {
        number: sent.length + 1,
        at: clock.now(),
        repliesBefore: replies,
        method: request.method,
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: request.body === null ? undefined : await request.clone().text(),
      }
      sent.push(entry)
      try {
        const fault = plan.take(request)
        const reply = await (fault === undefined
          ? transport(request)
          : fault({ request, clock, forward: transport }))
        entry.status = reply.status
        entry.reply = ++replies
        entry.type = reply.headers.get('content-type') ?? ''
        return bodies.watch(reply, `${request.method} ${request.url}`)
      } catch (error) {
        entry.problem = error instanceof Error ? error.message : String(error)
        throw error
      }
    },
  }
}
