import type { Clock } from '@headless-pmo/engine'

/** A signal that follows another one after a while, unless it is disposed of before. */
export function later(
  signal: AbortSignal,
  { ms, clock }: { readonly ms: number; readonly clock: Clock },
): { readonly signal: AbortSignal } & Disposable {
  const follower = new AbortController()
  const disposed = new AbortController()
  const follow = (): void => {
    clock.sleep(ms, disposed.signal).then(
      () => follower.abort(signal.reason),
      () => undefined,
    )
  }
  if (signal.aborted) follow()
  else signal.addEventListener('abort', follow, { once: true })
  return {
    signal: follower.signal,
    [Symbol.dispose]() {
      disposed.abort()
      signal.removeEventListener('abort', follow)
    },
  }
}
