import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { dayText, instantText, valueText } from '../../ui/format.ts'
import { LightMark } from '../../ui/light.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { BaselineItems } from './baseline-items.tsx'

type Day = Outputs['figures']['trend']['items'][number]
type Kept = Outputs['baselines']['list']['items'][number]

/** Days that were kept, and baselines: where the project was, and what was promised when. */
export function HistoryTab({
  project,
  asOf,
}: {
  readonly project: string
  readonly asOf: string | undefined
}) {
  const { trpc } = usePmo()
  const trend = useQuery(
    trpc.figures.trend.queryOptions({ id: project, limit: 200, ...(asOf !== undefined && { until: asOf }) }),
  )
  const baselines = useQuery(trpc.baselines.list.queryOptions({ project, limit: 100 }))
  return (
    <div className="stack">
      <QueryView query={trend} what="the days">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No day was kept">
              <p>
                How a project stands is kept once a day, from the first day on. A day before that can be asked
                for above.
              </p>
            </Empty>
          ) : (
            <DataTable
              name="project-days"
              caption="How it stood on the days that were kept, the newest first"
              columns={DAY_COLUMNS}
              rows={items}
              rowKey={({ day }) => day}
            />
          )
        }
      </QueryView>
      <QueryView query={baselines} what="the baselines">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No baseline">
              <p>
                A baseline keeps what was agreed. Until there is one, dates are held against nothing. Keep one
                with <code>pmo baselines capture {project}</code> or the API.
              </p>
            </Empty>
          ) : (
            <DataTable
              name="project-baselines"
              caption="Baselines and plans of record, the newest first"
              columns={BASELINE_COLUMNS}
              rows={items}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryView>
    </div>
  )
}

/** A number of a day, as the way to the figures of that day with their rows. */
function OfDay({ of: { day, project }, children }: { readonly of: Day; readonly children: string }) {
  return (
    <Link to="/projects/$project" params={{ project }} search={{ asOf: day }}>
      {children}
      <span className="visually-hidden"> on {dayText(day)}</span>
    </Link>
  )
}

const figure = ({ figures }: Day, id: string) => figures[id]

const DAY_COLUMNS: readonly Column<Day>[] = [
  {
    id: 'day',
    title: 'Day',
    always: true,
    cell: ({ day, project }) => (
      <Link to="/projects/$project" params={{ project }} search={{ asOf: day }}>
        {dayText(day)}
      </Link>
    ),
  },
  {
    id: 'status',
    title: 'Status',
    cell: (day) => <LightMark light={figure(day, 'status')?.light ?? 'unknown'} />,
  },
  ...(
    [
      ['finish', 'Finish'],
      ['progress', 'Progress'],
      ['overdue', 'Overdue'],
      ['effort-remaining', 'Work left'],
    ] as const
  ).map(([id, title]): Column<Day> => ({
    id,
    title,
    cell: (day) => {
      const told = figure(day, id)
      return told?.value === undefined ? 'unknown' : <OfDay of={day}>{valueText(told.value)}</OfDay>
    },
  })),
  {
    id: 'items',
    title: 'Items done',
    numeric: true,
    cell: (day) => {
      const { done, total, cancelled = 0 } = day.counts
      if (done === undefined || total === undefined) return 'unknown'
      return <OfDay of={day}>{`${done} of ${total - cancelled}`}</OfDay>
    },
  },
]

const BASELINE_COLUMNS: readonly Column<Kept>[] = [
  { id: 'name', title: 'Name', always: true, cell: ({ name, number }) => `${number}. ${name}` },
  { id: 'kind', title: 'Kind', cell: ({ kind }) => kind },
  { id: 'at', title: 'Kept', cell: ({ at }) => instantText(at) },
  { id: 'by', title: 'By', cell: ({ by }) => by },
  { id: 'reason', title: 'Why', cell: ({ reason }) => reason },
  { id: 'items', title: 'Items', numeric: true, cell: (baseline) => <BaselineItems baseline={baseline} /> },
]
