import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed, Loading, Stale } from './states.tsx'

/**
 * Shows what a question came to in each of its states: first loading, failed, answered, and answered but not renewed
 * since. What was once shown stays while it is asked for again.
 */
export function QueryView<T>({
  query,
  what,
  children,
}: {
  readonly query: UseQueryResult<T, unknown>
  /** What is asked for, in words: "the findings". */
  readonly what: string
  readonly children: (data: T) => ReactNode
}) {
  const retry = () => void query.refetch()
  if (query.data === undefined) {
    return query.isError ? <Failed error={query.error} what={what} retry={retry} /> : <Loading what={what} />
  }
  return (
    <>
      {query.isRefetchError && <Stale since={query.dataUpdatedAt} retry={retry} />}
      {children(query.data)}
    </>
  )
}
