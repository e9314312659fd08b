/**
 * What is read for each of a list, in its order, while the next ones are being read: a database has more than one processor.
 * Who stops taking, or takes a failure, finds nobody at it any more.
 *
 * @param atOnce how many are read at the same time
 */
export async function* readAhead<From, To>(
  from: AsyncIterable<From>,
  read: (one: From) => Promise<To>,
  atOnce: number,
): AsyncGenerator<To, void> {
  const reading: Promise<To>[] = []
  try {
    for await (const one of from) {
      const next = read(one)
      // One that fails before its turn is told when that comes.
      next.catch(() => undefined)
      reading.push(next)
      if (reading.length >= atOnce) yield* first(reading)
    }
    while (reading.length > 0) yield* first(reading)
  } finally {
    await Promise.allSettled(reading)
  }
}

async function* first<To>(reading: Promise<To>[]): AsyncGenerator<To, void> {
  const [next] = reading
  if (next === undefined) return
  const found = await next
  void reading.shift()
  yield found
}
