import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ApiEnv } from './api-env.ts'

/** One event of a stream. `id` is where a reader that comes back goes on. */
export interface StreamEvent {
  readonly event: string
  readonly data: unknown
  readonly id?: string
}

/** Comments at this interval keep proxies from closing a quiet stream, and notice readers that are gone. */
const HEARTBEAT_MS = 15_000

/** Sends events as they come until the source ends, the reader leaves or the server stops. */
export async function eventStream(
  c: Context<ApiEnv>,
  open: (signal: AbortSignal) => Promise<AsyncIterable<StreamEvent>>,
  stopping: AbortSignal,
): Promise<Response> {
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, stopping])
  const source = await open(signal)
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => gone.abort())
    const heartbeat = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT_MS)
    try {
      await stream.write(': connected\n\n')
      for await (const { event, data, id } of source) {
        if (signal.aborted) break
        await stream.writeSSE({ event, data: JSON.stringify(data), ...(id !== undefined && { id }) })
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      clearInterval(heartbeat)
    }
  })
}
