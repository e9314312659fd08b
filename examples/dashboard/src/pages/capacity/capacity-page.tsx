import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { capacityViewOf, GROUPS, TABS, type CapacityView, type Group } from './capacity-view.ts'
import { HeatMap } from './heat-map.tsx'
import { Overloads } from './overloads.tsx'
import { Standing } from './standing.tsx'
import { WantedPeople } from './wanted-people.tsx'
import './capacity.css'

/** How much is asked of whom, and when. */
export function CapacityPage() {
  const navigate = useNavigate()
  const view = capacityViewOf(useSearch({ strict: false }))
  const show = (next: Partial<CapacityView>) =>
    void navigate({ to: '/capacity', search: { ...view, ...next }, resetScroll: false })
  return (
    <div className="page stack">
      <h1>People and capacity</h1>
      <Choices view={view} show={show} />
      <Tabs label="What is shown of capacity" tabs={TABS} chosen={view.tab} choose={(tab) => show({ tab })}>
        {view.tab === 'load' ? <Load view={view} /> : <TooMuch view={view} />}
      </Tabs>
    </div>
  )
}

function Choices({
  view,
  show,
}: {
  readonly view: CapacityView
  readonly show: (next: Partial<CapacityView>) => void
}) {
  return (
    <form className="filters" aria-label="What is told" onSubmit={(event) => event.preventDefault()}>
      {view.tab === 'load' && (
        <label className="field">
          <span>By</span>
          <select value={view.by} onChange={(event) => show({ by: event.target.value as Group })}>
            {Object.entries(GROUPS).map(([by, name]) => (
              <option key={by} value={by}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span>Period</span>
        <select
          value={view.period}
          onChange={(event) => show({ period: event.target.value === 'month' ? 'month' : 'week' })}
        >
          <option value="week">Weeks</option>
          <option value="month">Months</option>
        </select>
      </label>
      <label className="field">
        <span>Months ahead</span>
        <select value={view.months} onChange={(event) => show({ months: Number(event.target.value) })}>
          {[1, 3, 6, 12].map((months) => (
            <option key={months} value={months}>
              {months}
            </option>
          ))}
        </select>
      </label>
    </form>
  )
}

const PAGE = 200

function Load({ view: { by, period, months } }: { readonly view: CapacityView }) {
  const { trpc } = usePmo()
  const query = useInfiniteQuery({
    ...trpc.capacity.matrix.infiniteQueryOptions(
      { by, period, months, limit: PAGE },
      { getNextPageParam: ({ next }) => next },
    ),
    placeholderData: keepPreviousData,
  })
  const [first] = query.data?.pages ?? []
  if (first === undefined) {
    if (!query.isError) return <Loading what="the load" />
    return <Failed error={query.error} what="the load" retry={() => void query.refetch()} />
  }
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="stack">
      <Standing of={first} />
      {rows.length === 0 ? (
        <Empty title="Nobody and nothing to tell of">
          <p>Units, roles and people in the configuration, and assignees in the trackers, fill this.</p>
        </Empty>
      ) : (
        <HeatMap periods={first.periods} rows={rows} by={by} />
      )}
      <More query={query} />
    </div>
  )
}

function TooMuch({ view: { tab, period, months } }: { readonly view: CapacityView }) {
  const { trpc } = usePmo()
  const query = useInfiniteQuery({
    ...trpc.capacity.overloads.infiniteQueryOptions(
      { period, months, limit: PAGE },
      { getNextPageParam: ({ next }) => next },
    ),
    placeholderData: keepPreviousData,
  })
  const [first] = query.data?.pages ?? []
  if (first === undefined) {
    if (!query.isError) return <Loading what="the overloads" />
    return <Failed error={query.error} what="the overloads" retry={() => void query.refetch()} />
  }
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <div className="stack">
      <Standing of={first} />
      {tab === 'wanted' ? <WantedPeople rows={rows} /> : <Overloads rows={rows} />}
      <More query={query} />
    </div>
  )
}

function More({
  query,
}: {
  readonly query: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    fetchNextPage(): Promise<unknown>
  }
}) {
  if (!query.hasNextPage) return null
  return (
    <button
      type="button"
      className="button"
      disabled={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {query.isFetchingNextPage ? 'Loading …' : 'Show more'}
    </button>
  )
}
