import { useEffect, useSyncExternalStore } from 'react'
import { usePmo } from './pmo.tsx'

/** Whether news from the server arrive. */
export type LiveState = 'connecting' | 'live' | 'lost'

/** Pages are asked anew this long after the last news at the earliest, so that a sync of thousands of items is one refresh. */
const CALM_MS = 1500
/** However busy the server is, what is shown is never older than this. */
const LATEST_MS = 10_000

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

/** Follows the server's events and has what is on the page asked for again when something changed. Runs once, in the shell. */
export function useLiveEvents(): void {
  const { client, queries } = usePmo()
  useEffect(() => {
    const ended = new AbortController()
    let waiting: ReturnType<typeof setTimeout> | undefined
    let since = 0
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
    const follow = async () => {
      try {
        for await (const _ of client.events({
          signal: ended.signal,
          onState: (next) => set(next === 'open' ? 'live' : 'lost'),
        }))
          soon()
      } catch {
        // Refused for good (signed out, or too many pages): the header says that nothing arrives any more.
        set('lost')
      }
    }
    void follow()
    return () => {
      ended.abort()
      clearTimeout(waiting)
    }
  }, [client, queries])
}
