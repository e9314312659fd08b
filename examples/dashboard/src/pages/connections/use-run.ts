import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { isUnderWay, type Run } from './run-state.tsx'

/** A run, live as long as it is under way. */
export function useRun(id: string): UseQueryResult<Run, unknown> {
  const { client, queries, trpc } = usePmo()
  const options = trpc.sync.run.queryOptions({ run: id })
  const query = useQuery(options)
  const goes = query.data !== undefined && isUnderWay(query.data)
  useEffect(() => {
    if (!goes) return undefined
    const ended = new AbortController()
    const { queryKey } = trpc.sync.run.queryOptions({ run: id })
    const follow = async () => {
      try {
        for await (const { event, data } of client.events({ run: id, signal: ended.signal })) {
          // Named boundary: progress of a run is the run.
          if (event === 'run') queries.setQueryData(queryKey, data as Run)
        }
      } catch {
        // Refused: the page's own live events still have it asked again.
      }
      if (!ended.signal.aborted) await queries.invalidateQueries({ queryKey: trpc.sync.pathKey() })
    }
    void follow()
    return () => ended.abort()
  }, [client, queries, trpc, id, goes])
  return query
}
