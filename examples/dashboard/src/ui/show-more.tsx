/** Asks for the next page of a list that has one. */
export function ShowMore({
  query,
  of,
}: {
  readonly query: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => Promise<unknown>
  }
  /** How many rows there are, where that is known. */
  readonly of?: number
}) {
  if (!query.hasNextPage) return null
  return (
    <p>
      <button
        type="button"
        className="button"
        disabled={query.isFetchingNextPage}
        onClick={() => void query.fetchNextPage()}
      >
        {query.isFetchingNextPage ? 'Loading …' : of === undefined ? 'Show more' : `Show more of ${of}`}
      </button>
    </p>
  )
}
