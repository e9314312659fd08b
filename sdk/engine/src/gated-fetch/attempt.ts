import type { Transport } from '../ports/transport.ts'
import { orAborted } from './abort.ts'
import { isCutJson, readBody } from './body.ts'
import { failureOf, type Failure } from './failure.ts'
import { gateErrorOf } from './gate-error.ts'
import { toRequest, type Outgoing } from './outgoing.ts'

/** A reply with its body read whole; `body` is absent for one that is handed on as a stream. */
export interface Reply {
  readonly response: Response
  readonly body?: Uint8Array
  readonly streamed: boolean
}

const FAILING = new Set([500, 502, 503, 504])

/** Sends a request once. @throws GateError `too-large`, or the signal's reason. */
export async function attempt(
  transport: Transport,
  outgoing: Outgoing,
  options: { readonly signal: AbortSignal; readonly stream: boolean; readonly maxBodyBytes: number },
): Promise<Reply | Failure> {
  const { signal } = options
  let response: Response
  try {
    const late = (abandoned: Response): void => void abandoned.body?.cancel().catch(() => {})
    response = await orAborted(transport(toRequest(outgoing, signal)), signal, late)
  } catch (error) {
    signal.throwIfAborted()
    if (gateErrorOf(error) !== undefined) throw error
    return failureOf(error, 'reply')
  }
  // A refusal is short and is looked at; only what is served can be long.
  if (options.stream && response.status < 400) return { response, streamed: true }
  try {
    const body = await readBody(response, options.maxBodyBytes, signal)
    if (response.status < 300 && outgoing.method !== 'HEAD' && isCutJson(response, body)) {
      return { code: 'cut', words: 'the reply ends in the middle of its JSON', status: response.status }
    }
    return body === undefined ? { response, streamed: false } : { response, body, streamed: false }
  } catch (error) {
    signal.throwIfAborted()
    if (gateErrorOf(error) !== undefined) throw error
    return failureOf(error, 'body')
  }
}

/** The failure that a reply's status stands for; undefined where the status is an answer. */
export function failedStatus(status: number): Failure | undefined {
  if (!FAILING.has(status)) return undefined
  return { code: 'unavailable', words: `the server answered ${status}`, status }
}
