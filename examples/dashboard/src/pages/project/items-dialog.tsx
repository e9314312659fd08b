import { useMemo } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Inputs, Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { countText, dayText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { usePages } from '../../ui/pages.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Failed, Loading } from '../../ui/states.tsx'

type Item = Outputs['workItems']['list']['items'][number]

const A_PAGE = 200

/** The items behind a number, each with its way into its tracker. */
export function ItemsDialog({
  title,
  question,
  close,
}: {
  readonly title: string
  readonly question: Omit<Inputs['workItems']['list'], 'limit' | 'cursor' | 'sort' | 'direction'>
  readonly close: () => void
}) {
  const { client } = usePmo()
  const asked = { ...question, limit: A_PAGE, sort: 'due' as const }
  const query = usePages(['workItems.list', asked], (cursor, signal) =>
    client.api.workItems.list.query({ ...asked, ...(cursor !== undefined && { cursor }) }, { signal }),
  )
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  return (
    <Dialog title={title} wide close={close}>
      {query.data === undefined ? (
        query.isError ? (
          <Failed error={query.error} what="the items" retry={() => void query.refetch()} />
        ) : (
          <Loading what="the items" />
        )
      ) : (
        <>
          <DataTable
            caption={`${countText(rows.length, 'item')}${query.hasNextPage ? ' so far' : ''}`}
            columns={COLUMNS}
            rows={rows}
            rowKey={({ connection, ref }) => `${connection}/${ref}`}
          />
          <ShowMore query={query} />
        </>
      )}
    </Dialog>
  )
}

const COLUMNS: readonly Column<Item>[] = [
  {
    id: 'item',
    title: 'Item',
    sortable: true,
    value: ({ data }) => data.title,
    cell: ({ connection, ref, key, data }) => (
      <ItemLink connection={connection} itemRef={ref} name={key} title={data.title} />
    ),
  },
  {
    id: 'status',
    title: 'Status',
    sortable: true,
    value: ({ data }) => data.statusCategory,
    cell: ({ data }) => data.statusCategory ?? 'unknown',
  },
  {
    id: 'due',
    title: 'Due',
    sortable: true,
    value: ({ composed }) => composed.due?.value,
    cell: ({ composed }) => dayText(composed.due?.value),
  },
  {
    id: 'tracker',
    title: 'Tracker',
    cell: ({ connection, data }) =>
      data.url === undefined ? connection : <OutwardLink url={data.url}>{connection}</OutwardLink>,
  },
]
