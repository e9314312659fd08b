/** A signal that follows another one after a while, unless it is disposed of before. */
export function later(signal: AbortSignal, ms: number): { readonly signal: AbortSignal } & Disposable {
  const follower = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const follow = (): void => {
    timer = setTimeout(() => follower.abort(signal.reason), ms)
  }
  if (signal.aborted) follow()
  else signal.addEventListener('abort', follow, { once: true })
  return {
    signal: follower.signal,
    [Symbol.dispose]() {
      clearTimeout(timer)
      signal.removeEventListener('abort', follow)
    },
  }
}
