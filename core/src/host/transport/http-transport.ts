import type { Transport } from '@headless-pmo/engine'

/** Bounds of one request on the network, in milliseconds. */
export interface HttpTimeouts {
  /** From the start until the reply's headers: looking up, connecting, and the server's thinking. */
  readonly reply: number
  /** Between two pieces of the body. */
  readonly idle: number
}

export const DEFAULT_TIMEOUTS: HttpTimeouts = { reply: 60_000, idle: 30_000 }

function timedOut(what: string, ms: number): DOMException {
  return new DOMException(`${what} within ${ms} ms`, 'TimeoutError')
}

/** Passes a body on, and breaks it off when nothing comes for too long. */
function watched(response: Response, idle: number, end: AbortController): Response {
  const { body } = response
  if (body === null) return response
  const reader = body.getReader()
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const timer = setTimeout(() => end.abort(timedOut('No part of the reply came', idle)), idle)
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          // What the platform throws for an abort hides which of the two reasons it had.
          controller.error(end.signal.aborted ? end.signal.reason : error)
        } finally {
          clearTimeout(timer)
        }
      },
      async cancel(reason) {
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  return new Response(stream, { status, statusText, headers })
}

/** Requests over the network by the platform's own fetch, with bounds. Redirects are left to the gate. */
export function createHttpTransport(timeouts: Partial<HttpTimeouts> = {}): Transport {
  const { reply, idle } = { ...DEFAULT_TIMEOUTS, ...timeouts }
  return async (request) => {
    const end = new AbortController()
    const abort = (): void => end.abort(request.signal.reason)
    if (request.signal.aborted) abort()
    else request.signal.addEventListener('abort', abort, { once: true })
    const timer = setTimeout(() => end.abort(timedOut('No reply came', reply)), reply)
    try {
      const response = await fetch(request, { redirect: 'manual', signal: end.signal })
      return watched(response, idle, end)
    } catch (error) {
      request.signal.removeEventListener('abort', abort)
      throw end.signal.aborted ? end.signal.reason : error
    } finally {
      clearTimeout(timer)
    }
  }
}
