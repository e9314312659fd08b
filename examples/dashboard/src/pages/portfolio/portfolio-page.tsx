import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Sorting } from '../../ui/data-table.tsx'
import { countText, instantText } from '../../ui/format.ts'
import { usePages } from '../../ui/pages.ts'
import { Empty, Failed, Loading, Stale } from '../../ui/states.tsx'
import { choicesOf } from './choices.ts'
import { FilterBar } from './filter-bar.tsx'
import { HealthTiles } from './health-tiles.tsx'
import { SHOWN_FIELDS, type OverviewRow } from './overview-row.ts'
import { columnsOf } from './portfolio-columns.tsx'
import { addressOf, isNarrowed, viewOf, type PortfolioView } from './portfolio-view.ts'
import { SavedViews } from './saved-views.tsx'
import { useScopeNames } from './scope-names.ts'
import { totalsOf } from './totals.ts'
import './portfolio.css'

const A_PAGE = 500
/** How often what is still being computed is asked for, in milliseconds. */
const RENEW_MS = 5000

/** Every project: how it stands, how far that is known, and what to do about it. */
export function PortfolioPage() {
  const search = useSearch({ strict: false })
  const view = useMemo(() => viewOf(search), [search])
  const navigate = useNavigate()
  // Back undoes a choice. Of words that are typed only the last are a step.
  const show = useCallback(
    (next: PortfolioView) =>
      void navigate({
        to: '/',
        search: addressOf(next),
        replace: view.text !== undefined && next.text !== undefined && view.text !== next.text,
        resetScroll: false,
      }),
    [navigate, view.text],
  )
  const shown = useRows(view)
  // Of all projects, not only of those that the filters leave; asked for once where nothing is filtered.
  const all = useRows(EVERYTHING)
  const names = useScopeNames()
  const choices = useMemo(() => choicesOf(all.rows, names), [all.rows, names])
  const totals = useMemo(() => totalsOf(shown.rows), [shown.rows])
  const columns = useMemo(
    () =>
      columnsOf(totals, {
        rows: shown.rows,
        view,
        show,
        nameOf: (program) => names.program.get(program) ?? program,
        isBeingMade: shown.isOutdated,
      }),
    [totals, shown.rows, view, show, names, shown.isOutdated],
  )
  return (
    <div className="page page-portfolio stack">
      <div className="row">
        <h1>Portfolio</h1>
        <SavedViews view={view} />
      </div>
      <FilterBar view={view} choices={choices} show={show} />
      {shown.isStale && <Stale since={shown.since} retry={shown.retry} />}
      {shown.state === 'loading' && <Loading what="the projects" />}
      {shown.state === 'failed' && <Failed error={shown.error} what="the projects" retry={shown.retry} />}
      {shown.state === 'told' && (
        <>
          <HealthTiles totals={totals} view={view} show={show} />
          {shown.rows.length === 0 ? (
            <NoProject view={view} show={show} />
          ) : (
            <DataTable
              name="portfolio"
              caption={
                shown.rows.length === shown.total
                  ? countText(shown.total, 'project')
                  : `The first ${shown.rows.length} of ${shown.total} projects; the others are coming`
              }
              columns={columns}
              rows={shown.rows}
              rowKey={keyOf}
              sorting={{ sort: view.sort, direction: view.direction }}
              sortBy={(sorting: Sorting) => show(viewOf({ ...view, ...sorting }))}
            />
          )}
          {shown.isOutdated && (
            <p className="quiet" role="status">
              Something has changed since {instantText(shown.asOf)}; newer figures are being made.
            </p>
          )}
        </>
      )}
    </div>
  )
}

const EVERYTHING = viewOf({})

const keyOf = ({ project }: OverviewRow): string => project.id

/**
 * All projects of a view. The first page is shown at once and the rest follows, so that sums are of all; what was shown
 * stays until the next view is there.
 */
function useRows(view: PortfolioView) {
  const { client } = usePmo()
  const { direction, ...filter } = view
  const question = { ...filter, direction: DIRECTIONS[direction], limit: A_PAGE, fields: [...SHOWN_FIELDS] }
  const query = usePages(
    ['overview.projects', question],
    (cursor, signal) =>
      client.api.overview.projects.query(
        { ...question, ...(cursor !== undefined && { cursor }) },
        { signal },
      ),
    renewal,
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = query
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isPlaceholderData) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage])
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  const state = query.data === undefined ? (query.isError ? 'failed' : 'loading') : 'told'
  const first = query.data?.pages[0]
  return {
    rows,
    state,
    error: query.error,
    total: first?.total ?? 0,
    asOf: first?.asOf,
    isOutdated: first?.isOutdated === true,
    isStale: query.isRefetchError,
    since: query.dataUpdatedAt,
    retry: () => void query.refetch(),
  } as const
}

/** Forecasts are computed in the background, and no news tells that they are there. */
function renewal(pages: readonly Outputs['overview']['projects'][]): number | false {
  const isBeingMade = pages.some(
    ({ isOutdated, items }) => isOutdated || items.some(({ forecast }) => forecast.asOf === undefined),
  )
  return isBeingMade ? RENEW_MS : false
}

const DIRECTIONS = { asc: 'ascending', desc: 'descending' } as const

function NoProject({
  view,
  show,
}: {
  readonly view: PortfolioView
  readonly show: (view: PortfolioView) => void
}) {
  if (isNarrowed(view)) {
    return (
      <Empty title="No project fits this view">
        <button
          type="button"
          className="button"
          onClick={() => show(viewOf({ sort: view.sort, direction: view.direction }))}
        >
          Show all
        </button>
      </Empty>
    )
  }
  return (
    <Empty title="There is no project yet">
      <p>
        Connect a tracker under Connections, then say what belongs to a project: in <code>pmo.config.ts</code>
        , or by the API.
      </p>
    </Empty>
  )
}
