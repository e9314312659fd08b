import type { Page } from '@headless-pmo/sdk'
import { orAborted } from '../gated-fetch/abort.ts'

/**
 * Passes on what a plugin yields until the run is to stop. A plugin that then still waits for something is left
 * behind: it must not hold its run, and with it the connection, for ever (law 14).
 *
 * @throws the signal's reason, once it is aborted
 */
export async function* untilStopped<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  let ended = false
  try {
    for (;;) {
      const result = await orAborted(iterator.next(), signal)
      if (result.done === true) {
        ended = true
        return
      }
      yield result.value
    }
  } finally {
    // One that hangs would not answer.
    const closing = ended ? undefined : iterator.return?.()
    if (signal.aborted) closing?.catch(() => undefined)
    else await closing
  }
}

/** Pages of a stream, each looked at: plain JavaScript may yield anything. */
export async function* pagesFrom(
  streamName: string,
  source: AsyncIterable<Page>,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  for await (const page of untilStopped(source, signal)) {
    assertPage(streamName, page)
    yield page
  }
}

function assertPage(streamName: string, page: unknown): asserts page is Page {
  const lists = ['items', 'gone', 'along'].map((name) =>
    typeof page === 'object' && page !== null ? (Reflect.get(page, name) as unknown) : null,
  )
  const [items, ...others] = lists
  if (Array.isArray(items) && others.every((list) => list === undefined || Array.isArray(list))) return
  throw new Error(
    `The plugin's stream ${streamName} gave something that is no page; it has to yield page({ items: [ … ] }).`,
  )
}
