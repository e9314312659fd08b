import { useState } from 'react'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { effortText } from '../../ui/format.ts'
import { Empty } from '../../ui/states.tsx'
import { CellItems } from './cell-items.tsx'
import { ProjectShares } from './project-shares.tsx'

type Overload = Outputs['capacity']['overloads']['items'][number]

/** Who is asked for more than they can work, when, and by which projects. */
export function Overloads({
  rows,
  months,
}: {
  readonly rows: readonly Overload[]
  /** How many months are looked at. */
  readonly months: number
}) {
  const [chosen, choose] = useState<Overload>()
  if (rows.length === 0) {
    return (
      <Empty title="Nobody is asked for more than they can work">
        <p>
          As far as estimates, assignments and working times tell; what is missing for that is said above.
        </p>
      </Empty>
    )
  }
  const columns: readonly Column<Overload>[] = [
    {
      id: 'name',
      title: 'Person',
      always: true,
      sortable: true,
      value: ({ name }) => name,
      cell: ({ name }) => name,
    },
    {
      id: 'unit',
      title: 'Unit',
      sortable: true,
      value: ({ unit }) => unit,
      cell: ({ unit }) => unit ?? 'none',
    },
    {
      id: 'period',
      title: 'Period',
      sortable: true,
      value: ({ period }) => period.id,
      cell: ({ period }) => period.id,
    },
    {
      id: 'over',
      title: 'Too much',
      numeric: true,
      sortable: true,
      value: ({ over }) => over,
      cell: (row) => (
        <button
          type="button"
          className="link"
          aria-label={`${row.name}, ${row.period.id}: ${effortText(row.over)} too much; show the projects and items`}
          onClick={() => choose(row)}
        >
          {effortText(row.over)}
        </button>
      ),
    },
    {
      id: 'capacity',
      title: 'Can be worked',
      numeric: true,
      sortable: true,
      value: ({ capacity }) => capacity,
      cell: ({ capacity }) => effortText(capacity),
    },
    {
      id: 'certainty',
      title: 'Rests on',
      cell: ({ certainty }) => (certainty === 'stated' ? 'what trackers state' : 'assumed durations too'),
    },
    {
      id: 'projects',
      title: 'Competing projects',
      cell: ({ projects }) => projects.map(({ name }) => name).join(', '),
    },
    { id: 'head', title: 'Who has to agree', cell: (row) => agreeing(row) },
  ]
  return (
    <>
      <DataTable
        caption={`${rows.length} times more is asked than there is`}
        name="overloads"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
      />
      {chosen !== undefined && (
        <Dialog title={`${chosen.name}, ${chosen.period.id}`} wide close={() => choose(undefined)}>
          <ProjectShares overload={chosen} />
          <CellItems
            cell={{ by: 'person', kind: 'person', id: chosen.person, period: chosen.period.id, months }}
            people={false}
          />
        </Dialog>
      )}
    </>
  )
}

/** Whoever answers for the person, and the managers of the projects. */
function agreeing({ head, projects }: Overload): string {
  const names = [head, ...projects.map(({ manager }) => manager)].filter((name) => name !== undefined)
  return [...new Set(names)].join(', ') || 'nobody is named'
}
