import type { WireFault } from './fault.ts'
import { withBody } from './bodies.ts'

/** A server that fails, with the page that its gateway shows. See {@link createWire}. */
export function fails(status: 500 | 502 | 503 | 504 = 502): WireFault {
  return async () =>
    new Response(`<html><body><h1>${status}</h1>The server had a problem.</body></html>`, {
      status,
      headers: { 'content-type': 'text/html' },
    })
}

/** No answer in time: what a transport throws after `ms`, milliseconds. See {@link createWire}. */
export function timesOut(ms = 30_000): WireFault {
  return async ({ request, clock }) => {
    await clock.sleep(ms, request.signal)
    throw Object.assign(new Error('The operation timed out.'), { name: 'TimeoutError' })
  }
}

/** An answer that never comes; only the request's own signal ends it. See {@link createWire}. */
export function hangs(): WireFault {
  return ({ request }) =>
    new Promise((_, reject) => {
      const end = (): void => reject(request.signal.reason as Error)
      if (request.signal.aborted) end()
      else request.signal.addEventListener('abort', end, { once: true })
    })
}

/** A connection that is reset before the answer: what the platform's fetch throws. See {@link createWire}. */
export function resets(): WireFault {
  return async () => {
    throw new TypeError('fetch failed', { cause: systemError('ECONNRESET') })
  }
}

/** A host that cannot be reached at all. See {@link createWire}. */
export function refusesConnections(): WireFault {
  return async () => {
    throw new TypeError('fetch failed', { cause: systemError('ECONNREFUSED') })
  }
}

const systemError = (code: string): Error => Object.assign(new Error(code), { code })

/**
 * A reply that ends in its middle. `broken`: the connection breaks, and the reader is told; `quiet`: it ends
 * as if that were all, which only its JSON shows. See {@link createWire}.
 */
export function cuts(how: 'broken' | 'quiet'): WireFault {
  return async ({ request, forward }) => {
    const reply = await forward(request)
    if (reply.body === null) return reply
    const whole = new Uint8Array(await reply.arrayBuffer())
    const half = whole.slice(0, Math.floor(whole.length / 2))
    if (how === 'quiet') return withBody(reply, half)
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(half),
      pull: (controller) =>
        controller.error(new TypeError('terminated', { cause: systemError('UND_ERR_SOCKET') })),
    })
    return withBody(reply, broken, { 'content-length': String(whole.length) })
  }
}

/** A body that comes in `chunks`, with `ms`, milliseconds, before each. See {@link createWire}. */
export function dawdles(ms: number, chunks = 4): WireFault {
  return async ({ request, clock, forward }) => {
    const reply = await forward(request)
    if (reply.body === null) return reply
    const whole = new Uint8Array(await reply.arrayBuffer())
    const step = Math.max(1, Math.ceil(whole.length / chunks))
    let at = 0
    const slow = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          await clock.sleep(ms, request.signal)
          if (at < whole.length) controller.enqueue(whole.slice(at, at + step))
          at += step
          if (at >= whole.length) controller.close()
        },
      },
      { highWaterMark: 0 },
    )
    return withBody(reply, slow, { 'content-length': String(whole.length) })
  }
}
