import { useMemo, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { dayText, effortText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { usePages } from '../../ui/pages.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import { Failed, Loading } from '../../ui/states.tsx'

type Baseline = Outputs['baselines']['list']['items'][number]
type Row = Outputs['baselines']['rows']['items'][number]

const A_PAGE = 200

/** How many items a baseline keeps; opens what it promises of each. */
export function BaselineItems({
  baseline: { id, name, number, items },
}: {
  readonly baseline: Pick<Baseline, 'id' | 'name' | 'number' | 'items'>
}) {
  const [open, setOpen] = useState(false)
  if (items === 0) return 0
  return (
    <>
      <button
        type="button"
        className="link"
        aria-label={`${items} items of ${number}. ${name}`}
        onClick={() => setOpen(true)}
      >
        {items}
      </button>
      {open && (
        <Dialog title={`${number}. ${name}: what it promises`} wide close={() => setOpen(false)}>
          <Rows baseline={id} />
        </Dialog>
      )}
    </>
  )
}

function Rows({ baseline }: { readonly baseline: string }) {
  const { client } = usePmo()
  const question = { id: baseline, limit: A_PAGE }
  const query = usePages(['baselines.rows', question], (cursor, signal) =>
    client.api.baselines.rows.query({ ...question, ...(cursor !== undefined && { cursor }) }, { signal }),
  )
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data])
  if (query.data === undefined) {
    return query.isError ? (
      <Failed error={query.error} what="the rows" retry={() => void query.refetch()} />
    ) : (
      <Loading what="the rows" />
    )
  }
  return (
    <>
      <DataTable caption="As they stood in the plan" columns={COLUMNS} rows={rows} rowKey={keyOf} />
      <ShowMore query={query} />
    </>
  )
}

const keyOf = ({ connection, kind, ref }: Row): string => `${connection}\n${kind}\n${ref}`

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'item',
    title: 'Item',
    always: true,
    cell: ({ kind, connection, ref, key, title }) =>
      kind === 'workItem' ? (
        <ItemLink connection={connection} itemRef={ref} name={key} title={title} />
      ) : (
        `${title} (${kind})`
      ),
  },
  { id: 'start', title: 'Start', cell: ({ start }) => dayText(start) },
  { id: 'finish', title: 'Finish', cell: ({ finish }) => dayText(finish) },
  {
    id: 'work',
    title: 'Work',
    numeric: true,
    cell: ({ work }) => (work === undefined ? '–' : effortText(work)),
  },
  { id: 'basis', title: 'From', cell: ({ basis }) => basis ?? 'as its plan states it' },
]
