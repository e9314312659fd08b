import { PmoRefusal } from '@headless-pmo/client'
import { useEffect, useSyncExternalStore } from 'react'
import { usePmo } from './pmo.tsx'

/** Whether news from the server arrive. */
export type LiveState = 'connecting' | 'live' | 'lost'

/** Pages are asked anew this long after the last news at the earliest, so that a sync of thousands of items is one refresh. */
const CALM_MS = 1500
/** However busy the server is, what is shown is never older than this. */
const LATEST_MS = 10_000
/** Whoever was refused, as when too many pages are open, asks again after this long. */
const REFUSED_MS = 15_000

let state: LiveState = 'connecting'
const listeners = new Set<() => void>()

function set(next: LiveState): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

/** The state of the live connection, for the header. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
}

/**
 * Follows the server's events and has what is on the page asked for again when something changed. Runs once, in the shell. A page
 * that nobody sees follows nothing: browsers give a server six connections for all their pages together, and the seventh
 * page would not even load. When it is looked at again it goes on where it was.
 */
export function useLiveEvents(): void {
  const { client, queries, signedOut } = usePmo()
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let stream: AbortController | undefined
    let since = 0
    let after: string | undefined
    /** Whether something may have happened that nothing will tell of. */
    let missed = false
    const refresh = () => {
      waiting = undefined
      since = 0
      void queries.invalidateQueries({ refetchType: 'active' })
    }
    const soon = () => {
      const now = performance.now()
      if (since === 0) since = now
      clearTimeout(waiting)
      waiting = setTimeout(refresh, Math.max(0, Math.min(CALM_MS, since + LATEST_MS - now)))
    }
    const follow = async (signal: AbortSignal) => {
      const onState = (next: 'open' | 'lost') => {
        if (signal.aborted) return
        set(next === 'open' ? 'live' : 'lost')
        // What could not be asked while nobody answered is asked now.
        if (next === 'open' && missed) soon()
        missed = next === 'lost'
      }
      try {
        for await (const { id } of client.events({
          signal,
          onState,
          ...(after !== undefined && { after }),
        })) {
          after = id ?? after
          soon()
        }
      } catch (error) {
        if (signal.aborted) return
        set('lost')
        if (error instanceof PmoRefusal && error.status === 401) return signedOut()
        // Too many pages are open, or the place is one of another database.
        after = undefined
        missed = true
        again = setTimeout(look, REFUSED_MS)
      }
    }
    const look = () => {
      leave()
      if (document.visibilityState === 'hidden') {
        missed ||= after === undefined
        return
      }
      stream = new AbortController()
      void follow(stream.signal)
    }
    const leave = () => {
      clearTimeout(again)
      stream?.abort()
    }
    document.addEventListener('visibilitychange', look)
    look()
    return () => {
      document.removeEventListener('visibilitychange', look)
      clearTimeout(waiting)
      leave()
    }
  }, [client, queries, signedOut])
}
