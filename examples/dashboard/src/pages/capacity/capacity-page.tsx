import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import { Empty, Failed, Loading, Stale } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { capacityViewOf, GROUPS, TABS, type CapacityView, type Group } from './capacity-view.ts'
import { HeatMap } from './heat-map.tsx'
import { Overloads } from './overloads.tsx'
import { Standing } from './standing.tsx'
import { WantedPeople } from './wanted-people.tsx'
import './capacity.css'
import { ShowMore } from '../../ui/show-more.tsx'

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
        {view.tab === 'load' ? (
          <Load view={view} />
        ) : view.tab === 'wanted' ? (
          <WantedPeople view={view} />
        ) : (
          <TooMuch view={view} />
        )}
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
      {view.tab === 'wanted' && (
        <label className="field">
          <span>Projects at least</span>
          <select value={view.least} onChange={(event) => show({ least: Number(event.target.value) })}>
            {[...new Set([2, 3, 4, 5, 6, 8, 10, view.least])]
              .toSorted((one, other) => one - other)
              .map((least) => (
                <option key={least} value={least}>
                  {least}
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
      {query.isRefetchError && <Stale since={query.dataUpdatedAt} retry={() => void query.refetch()} />}
      <Standing of={first} />
      {rows.length === 0 ? (
        <Empty title="Nobody and nothing to tell of">
          <p>Units, roles and people in the configuration, and assignees in the trackers, fill this.</p>
        </Empty>
      ) : (
        <HeatMap periods={first.periods} rows={rows} by={by} months={months} />
      )}
      <ShowMore query={query} />
    </div>
  )
}

function TooMuch({ view: { period, months } }: { readonly view: CapacityView }) {
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
      {query.isRefetchError && <Stale since={query.dataUpdatedAt} retry={() => void query.refetch()} />}
      <Standing of={first} />
      <Overloads rows={rows} months={months} />
      <ShowMore query={query} />
    </div>
  )
}
