/**
 * Asks for the next value while the caller still works on the last one: the next page is fetched while this
 * one is committed. Order is kept; a failure surfaces in its turn; leaving the loop closes the source.
 */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  let next = settle(iterator.next())
  let ended = false
  try {
    for (;;) {
      const result = (await next)()
      if (result.done === true) {
        ended = true
        return
      }
      next = settle(iterator.next())
      yield result.value
    }
  } finally {
    if (!ended) {
      await next
      await iterator.return?.()
    }
  }
}

/** Keeps a failure inside until it is asked for, so that none is ever unhandled. */
async function settle<T>(promise: Promise<T>): Promise<() => T> {
  try {
    const value = await promise
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
