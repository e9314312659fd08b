/**
 * Waits for something, but no longer than so many milliseconds; the work itself goes on until its own limits end it.
 * @throws what `late` gives, when the time is over
 */
export async function withinLimit<T>(
  work: Promise<T>,
  { ms, late }: { readonly ms: number; readonly late: () => Error },
): Promise<T> {
  const over = Promise.withResolvers<never>()
  const timer = setTimeout(() => over.reject(late()), ms)
  try {
    return await Promise.race([work, over.promise])
  } finally {
    clearTimeout(timer)
  }
}
