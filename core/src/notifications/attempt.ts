import { describeError, gateErrorOf, orAborted, type GateSession } from '@headless-pmo/engine'
import type { Fetch, Notification, NotifyResult } from '@headless-pmo/sdk'
import { z } from 'zod'
import type { OpenedNotifier } from './opened-notifier.ts'
import type { Outcome } from './settlement.ts'

/** Longest sentence of a plugin that is kept, in letters. */
const MOST_LETTERS = 500

const Result = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    retry: z.boolean(),
    message: z.string(),
    retryAfterSeconds: z.number().nonnegative().optional(),
    disable: z.literal(true).optional(),
  }),
])

/** What one attempt is about. */
export interface AttemptRequest {
  readonly notification: Notification
  readonly deliveryId: string
  /** 1 for the first. */
  readonly attempt: number
  /** Aborts when the server stops. */
  readonly signal: AbortSignal
  /** Most milliseconds that it may take. */
  readonly budgetMs: number
}

/**
 * Makes one attempt to deliver. Whatever the plugin or its receiver does ends in an outcome; only the end of the server is
 * thrown, since then it is not known whether anything was sent.
 */
export async function makeAttempt(opened: OpenedNotifier, request: AttemptRequest): Promise<Outcome> {
  const { notification, deliveryId, attempt, budgetMs } = request
  const late = AbortSignal.timeout(budgetMs)
  const signal = AbortSignal.any([request.signal, late])
  const session = opened.session({ priority: 'interactive', signal, maxWaitMs: 0 })
  const gate = watched(session)
  const redact = (text: string): string => opened.redact(text)
  try {
    const work = opened.run(async () =>
      opened.notifier.notify({
        fetch: gate.fetch,
        config: opened.config,
        notification,
        deliveryId,
        attempt,
        log: {
          info: (message) => opened.log('info', redact(message)),
          warn: (message) => opened.log('warn', redact(message)),
        },
        signal,
      }),
    )
    // A plugin that does not heed the signal is not waited for.
    const result = outcomeOf(await orAborted(work, signal), redact)
    return result.type === 'delivered' ? result : (gate.held() ?? result)
  } catch (error) {
    request.signal.throwIfAborted()
    const held = gate.held()
    if (held !== undefined) return held
    if (late.aborted)
      return { type: 'failed', message: `The receiver did not answer within ${budgetMs / 1000} seconds.` }
    return failureOf(error, redact)
  } finally {
    await session.dispose()
  }
}

/** Looks for the gate's word that nothing may be sent yet; whatever the plugin makes of it, no attempt was made. */
function watched(session: GateSession): { readonly fetch: Fetch; held(): Outcome | undefined } {
  let held: Outcome | undefined
  return {
    fetch: async (input, init) => {
      try {
        return await session.fetch(input, init)
      } catch (error) {
        const { code, until, message } = gateErrorOf(error) ?? {}
        if (code === 'budget-exhausted' && until !== undefined)
          held ??= { type: 'held', message: message ?? '', until }
        throw error
      }
    },
    held: () => (session.counters().requests === 0 ? held : undefined),
  }
}

function outcomeOf(value: NotifyResult, redact: (text: string) => string): Outcome {
  // What a plugin of plain JavaScript gives may be anything.
  const parsed = Result.safeParse(value)
  if (!parsed.success) {
    return {
      type: 'refused',
      disable: false,
      message: 'The plugin did not say whether it delivered; mend its notify, which has to give { ok, … }.',
    }
  }
  const result = parsed.data
  if (result.ok) return { type: 'delivered' }
  const message = sentence(redact(result.message))
  if (!result.retry || result.disable === true) {
    return { type: 'refused', message, disable: result.disable === true }
  }
  const { retryAfterSeconds } = result
  return { type: 'failed', message, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) }
}

/** Refusals by our own gate that another attempt cannot change. */
const FINAL: ReadonlySet<string | undefined> = new Set([
  'invalid-request',
  'egress-refused',
  'method-refused',
])

function failureOf(error: unknown, redact: (text: string) => string): Outcome {
  const { message, code } = describeError(error)
  return FINAL.has(code)
    ? { type: 'refused', message: sentence(redact(message)), disable: false }
    : { type: 'failed', message: sentence(redact(message)) }
}

function sentence(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_LETTERS)
  return line === '' ? 'The plugin gave no reason.' : line
}
