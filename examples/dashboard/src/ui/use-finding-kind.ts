import { useEffect, useMemo, useState } from 'react'
import type { Outputs } from './api-types.ts'
import { isOneOf, type FindingKind } from './finding-kind.ts'

type Page = Outputs['findings']['list']

const NO_COUNTS: Page['counts'] = []

/** Findings of which one kind may be chosen: all of that kind are shown then, wherever in the list they stand. */
export function useFindingKind(query: {
  readonly data: { readonly pages: readonly Page[] } | undefined
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}): {
  readonly counts: Page['counts']
  /** Of all kinds, whatever is chosen. */
  readonly total: number
  readonly kind: FindingKind | undefined
  readonly chooseKind: (kind: FindingKind | undefined) => void
  readonly rows: readonly Page['items'][number][]
} {
  const [chosen, chooseKind] = useState<FindingKind>()
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const counts = data?.pages[0]?.counts ?? NO_COUNTS
  // Of a kind that there is no more, all are shown again.
  const kind = counts.some((one) => chosen !== undefined && isOneOf(chosen, one)) ? chosen : undefined
  useEffect(() => {
    if (kind !== undefined && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [kind, hasNextPage, isFetchingNextPage, fetchNextPage])
  const rows = useMemo(() => {
    const all = data?.pages.flatMap(({ items }) => items) ?? []
    return kind === undefined ? all : all.filter((one) => isOneOf(kind, one))
  }, [data, kind])
  return { counts, total: counts.reduce((sum, one) => sum + one.total, 0), kind, chooseKind, rows }
}
