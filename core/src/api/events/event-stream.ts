/** One event of a stream. `id` is where a reader that comes back goes on; without `event` it says that alone. */
export interface StreamEvent {
  readonly event?: string
  readonly data?: unknown
  readonly id?: string
}

/** Comments at this interval keep proxies from closing a quiet stream, and notice readers that are gone. */
const HEARTBEAT_MS = 15_000
/** A quiet stream asks this often whether its reader may still read; one with news asks before each piece of them. */
const RECHECK_MS = 5000

/** What a stream is made of. */
export interface EventStreamParts {
  /** Pieces of events; each is asked for when the reader has taken the one before. */
  readonly source: AsyncIterable<readonly StreamEvent[]>
  /** Whether the reader's token or session still holds; no piece is sent without it. */
  readonly holds: () => Promise<boolean>
  /**
   * Aborts when the reader is gone. Between the answer and its first byte nobody reads the reply yet, so a reader who leaves then
   * cancels nothing.
   */
  readonly gone?: AbortSignal
  /** Called once, when the stream has ended for whatever reason. */
  readonly onEnd: () => void
}

/**
 * A reply that sends events until the source ends, the reader leaves, or may read no more. It works as fast as its reader takes:
 * of one who takes nothing, one piece is held.
 */
export function eventStream({ source, holds, gone, onEnd }: EventStreamParts): Response {
  const pieces = source[Symbol.asyncIterator]()
  let next: Promise<IteratorResult<readonly StreamEvent[]>> | undefined
  let lastSent = performance.now()
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    gone?.removeEventListener('abort', end)
    onEnd()
    // A piece that is still being read would keep `return` waiting.
    void pieces.return?.().catch(() => undefined)
  }
  if (gone?.aborted === true) end()
  else gone?.addEventListener('abort', end)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(': connected\n\n'))
      },
      async pull(controller) {
        try {
          for (;;) {
            if (next === undefined) {
              next = pieces.next()
              // It may fail while the reader takes its time; whoever pulls next is told.
              next.catch(() => undefined)
            }
            const piece = await within(next, RECHECK_MS)
            if (over || piece?.done === true || !(await holds())) {
              end()
              controller.close()
              return
            }
            if (piece !== undefined) next = undefined
            const now = performance.now()
            const text = piece === undefined ? '' : piece.value.map(eventText).join('')
            if (text === '' && now - lastSent < HEARTBEAT_MS) continue
            lastSent = now
            controller.enqueue(encoder.encode(text === '' ? ': still here\n\n' : text))
            return
          }
        } catch (error) {
          end()
          controller.error(error)
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      // Asks the usual proxy not to collect events before it hands them on.
      'x-accel-buffering': 'no',
    },
  })
}

/** What a promise resolves to, or undefined when it takes longer. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(resolve, ms, undefined)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** An event as the standard writes it. JSON has no line breaks, so its data is one line. */
function eventText({ event, data, id }: StreamEvent): string {
  return [
    ...(event === undefined ? [] : [`event: ${event}\ndata: ${JSON.stringify(data)}\n`]),
    ...(id === undefined ? [] : [`id: ${id}\n`]),
    '\n',
  ].join('')
}
