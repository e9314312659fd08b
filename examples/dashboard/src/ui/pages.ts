import { useInfiniteQuery, type UseInfiniteQueryResult, type InfiniteData } from '@tanstack/react-query'

/** A page of a list as the API answers it. */
interface Page<Item> {
  readonly items: readonly Item[]
  readonly next?: string | undefined
}

/**
 * A list of the API page by page. (Options that the client makes for endless lists put a word `direction` of their own
 * into the question, which for the API is the direction of sorting.)
 * @param renew after how many milliseconds it is asked for again though no news came; false: never
 * @param name what is asked for, as in `overview.projects`, with the question: lists of another question are others
 */
export function usePages<Item, P extends Page<Item>>(
  name: readonly [procedure: string, question: object],
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<P>,
  renew: (pages: readonly P[]) => number | false = never,
): UseInfiniteQueryResult<InfiniteData<P, string | undefined>> {
  return useInfiniteQuery({
    queryKey: name,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    // Named boundary: the first page has no cursor, later ones have.
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => renew(state.data?.pages ?? []),
    // What was shown stays until the answer to another question is there.
    placeholderData: (before) => before,
  })
}

const never = (): false => false
