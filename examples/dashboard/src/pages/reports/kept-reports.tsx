import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { instantText } from '../../ui/format.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { Missing } from './missing.tsx'
import { reportsAddressOf } from './reports-view.ts'

type Kept = Outputs['reports']['list']['items'][number]

/** Reports that were kept, the newest first. They stay as they were. */
export function KeptReports() {
  const { trpc } = usePmo()
  const query = useInfiniteQuery(
    trpc.reports.list.infiniteQueryOptions({ limit: 100 }, { getNextPageParam: ({ next }) => next }),
  )
  if (query.data === undefined) {
    return query.isError ? (
      <Failed error={query.error} what="the kept reports" retry={() => void query.refetch()} />
    ) : (
      <Loading what="the kept reports" />
    )
  }
  const rows = query.data.pages.flatMap(({ items }) => items)
  if (rows.length === 0) {
    return (
      <Empty title="No report was kept yet">
        <p>Open a report and keep it, or have it made by a schedule in pmo.config.ts.</p>
      </Empty>
    )
  }
  return (
    <>
      <DataTable
        name="kept-reports"
        caption={`${rows.length}${query.hasNextPage ? ' and more' : ''} kept reports, the newest first`}
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
      />
      <ShowMore query={query} />
    </>
  )
}

const COLUMNS: readonly Column<Kept>[] = [
  {
    id: 'title',
    title: 'Report',
    always: true,
    cell: ({ id, title }) => (
      <Link to="/reports" search={reportsAddressOf({ kept: id, format: 'html' })}>
        {title}
      </Link>
    ),
  },
  {
    id: 'scope',
    title: 'About',
    cell: ({ scope }) => (scope.kind === 'house' ? 'all projects' : `${scope.kind} ${scope.id}`),
  },
  { id: 'asOf', title: 'As of', cell: ({ asOf }) => instantText(asOf) },
  {
    id: 'missing',
    title: 'Missing in it',
    numeric: true,
    cell: ({ id, title, missing }) => <Missing report={id} title={title} count={missing} />,
  },
  { id: 'madeBy', title: 'Made by', cell: ({ madeBy, planned }) => planned ?? madeBy },
  { id: 'owner', title: 'Owner', cell: ({ owner }) => owner },
  { id: 'decision', title: 'Decision', width: '18rem', cell: ({ decision }) => decision },
]
