import { DataTable, type Column } from '../../ui/data-table.tsx'
import { effortText } from '../../ui/format.ts'
import { Empty } from '../../ui/states.tsx'
import { wantedPeople, type Wanted } from './capacity-view.ts'

const COLUMNS: readonly Column<Wanted>[] = [
  {
    id: 'name',
    title: 'Person',
    always: true,
    sortable: true,
    value: ({ name }) => name,
    cell: ({ name }) => name,
  },
  {
    id: 'count',
    title: 'Projects at once',
    numeric: true,
    sortable: true,
    value: ({ projects }) => projects.length,
    cell: ({ projects }) => projects.length,
  },
  { id: 'projects', title: 'Which', cell: ({ projects }) => projects.join(', ') },
  {
    id: 'periods',
    title: 'Periods too full',
    numeric: true,
    sortable: true,
    value: ({ periods }) => periods,
    cell: ({ periods }) => periods,
  },
  {
    id: 'over',
    title: 'Too much in all',
    numeric: true,
    sortable: true,
    value: ({ over }) => over,
    cell: ({ over }) => effortText(over),
  },
  { id: 'head', title: 'Answers for them', cell: ({ head }) => head ?? 'nobody is named' },
]

/** The few people whom several projects need at once: what is promised of them decides what can be promised at all. */
export function WantedPeople({ rows }: { readonly rows: Parameters<typeof wantedPeople>[0] }) {
  const wanted = wantedPeople(rows)
  if (wanted.length === 0) {
    return (
      <Empty title="No person is needed by several projects at once">
        <p>Told of people who are asked for more than they can work in some period.</p>
      </Empty>
    )
  }
  return (
    <DataTable
      caption={`${wanted.length} people whom several projects ask for more than they can work`}
      name="wanted-people"
      columns={COLUMNS}
      rows={wanted}
      rowKey={({ person }) => person}
    />
  )
}
