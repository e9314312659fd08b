import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { dayText, numberText, shareText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { milestoneRows, type MilestoneRow } from './milestone-rows.ts'

/** Most milestones that are asked for at once. */
const MOST = 500
const MINUTES_A_DAY = 480

/** Milestones of a project: what was promised, planned, scheduled, and how likely it is. */
export function MilestonesTab({
  project,
  asOf,
}: {
  readonly project: string
  readonly asOf: string | undefined
}) {
  const { trpc } = usePmo()
  const then = asOf === undefined ? {} : { asOf }
  const scheduled = useQuery(
    trpc.schedule.list.queryOptions({
      project,
      kind: ['milestone', 'project'],
      all: true,
      limit: MOST,
      ...then,
    }),
  )
  const forecast = useQuery(trpc.forecast.run.queryOptions({ project, ends: MOST, ...then }))
  const baselines = useQuery(trpc.baselines.list.queryOptions({ project, kind: 'baseline', limit: 1 }))
  const hasBaseline = asOf === undefined && (baselines.data?.items.length ?? 0) > 0
  const compared = useQuery({
    ...trpc.baselines.compare.queryOptions({ project, limit: MOST }),
    enabled: hasBaseline,
  })
  const end = forecast.data?.ends.find((one) => one.kind === 'project')
  return (
    <QueryView query={scheduled} what="the milestones">
      {({ items, next, unknown }) => (
        <div className="stack">
          {end !== undefined && <ProjectEnd end={end} />}
          {forecast.isPending && <p className="quiet">The forecast is being computed …</p>}
          {forecast.isError && (
            <p className="notice notice-doubt">There is no forecast: {forecast.error.message}</p>
          )}
          {!hasBaseline && (
            <p className="quiet">
              {asOf === undefined
                ? 'No baseline was kept of this project, so nothing can be held against one.'
                : 'A baseline is held against the dates of today only.'}
            </p>
          )}
          {next !== undefined && <p className="notice">The first {MOST} are shown.</p>}
          <Gaps of={unknown} />
          <MilestoneTable
            rows={items}
            ends={forecast.data?.ends ?? NO_ENDS}
            compared={compared.data?.items ?? NONE_COMPARED}
          />
        </div>
      )}
    </QueryView>
  )
}

// Constants: a new list at each drawing would be another one to compute from.
const NO_ENDS: Outputs['forecast']['run']['ends'] = []
const NONE_COMPARED: Outputs['baselines']['compare']['items'] = []

function ProjectEnd({ end }: { readonly end: Outputs['forecast']['run']['ends'][number] }) {
  return (
    <dl className="facts card">
      <dt>Scheduled</dt>
      <dd>
        {dayText(end.scheduled?.day)} (kept in {shareText(end.scheduledChance)} of all courses)
      </dd>
      <dt>P50</dt>
      <dd>{dayText(end.p50?.day)}</dd>
      <dt>P80</dt>
      <dd>{dayText(end.p80?.day)}</dd>
      {end.promised !== undefined && (
        <>
          <dt>Promised</dt>
          <dd>
            {dayText(end.promised.day)} (kept in {shareText(end.promisedChance)} of all courses)
          </dd>
        </>
      )}
    </dl>
  )
}

function Gaps({ of }: { readonly of: Outputs['schedule']['list']['unknown'] }) {
  if (of === undefined) return null
  return (
    <p className="notice notice-doubt">
      Of that day nothing tells whether {of.items} items were there and whether {of.links} links held; they
      are left out. Of {of.partly} items a part of what dates depend on is not known.
    </p>
  )
}

function MilestoneTable({
  rows,
  ends,
  compared,
}: {
  readonly rows: Outputs['schedule']['list']['items']
  readonly ends: Outputs['forecast']['run']['ends']
  readonly compared: Outputs['baselines']['compare']['items']
}) {
  const [why, setWhy] = useState<MilestoneRow>()
  const columns = useMemo(() => columnsOf(setWhy), [])
  const milestones = useMemo(() => milestoneRows(rows, ends, compared), [rows, ends, compared])
  if (milestones.length === 0) {
    return (
      <Empty title="No milestones">
        <p>Milestones, iterations with a due day and releases of its trackers would stand here.</p>
      </Empty>
    )
  }
  return (
    <>
      <DataTable
        name="milestones"
        caption="Milestones and the end of the project, by their day"
        columns={columns}
        rows={milestones}
        rowKey={({ key }) => key}
      />
      {why !== undefined && <WhyDialog row={why} close={() => setWhy(undefined)} />}
    </>
  )
}

function columnsOf(why: (row: MilestoneRow) => void): Column<MilestoneRow>[] {
  return [
    {
      id: 'title',
      title: 'Milestone',
      always: true,
      sortable: true,
      value: ({ title }) => title,
      cell: ({ title, url }) => (url === undefined ? title : <OutwardLink url={url}>{title}</OutwardLink>),
    },
    {
      id: 'state',
      title: 'State',
      sortable: true,
      value: stateOf,
      cell: (row) => <span className={`milestone-${stateOf(row)}`}>{stateOf(row)}</span>,
    },
    ...DAYS.map(([id, title]): Column<MilestoneRow> => ({
      id,
      title,
      sortable: true,
      value: (row) => row[id],
      cell: (row) =>
        id === 'scheduled' && row.scheduled !== undefined ? (
          <button type="button" className="link" onClick={() => why(row)}>
            {dayText(row.scheduled)}
            <span className="visually-hidden">: why?</span>
          </button>
        ) : row[id] === undefined ? (
          NOT_TOLD[id]
        ) : (
          dayText(row[id])
        ),
    })),
    {
      id: 'chance',
      title: 'Chance of the promise',
      numeric: true,
      sortable: true,
      value: ({ chance }) => chance,
      cell: ({ chance, promised }) =>
        chance === undefined ? (promised === undefined ? 'nothing promised' : 'unknown') : shareText(chance),
    },
    {
      id: 'float',
      title: 'Float',
      numeric: true,
      sortable: true,
      value: ({ float }) => float,
      cell: ({ float }) => (float === undefined ? 'unknown' : `${numberText(float / MINUTES_A_DAY)} d`),
    },
  ]
}

const DAYS = [
  ['promised', 'Promised'],
  ['baseline', 'Baseline'],
  ['scheduled', 'Scheduled'],
  ['p50', 'P50'],
  ['p80', 'P80'],
] as const

/** What stands where a day is not told. */
const NOT_TOLD = {
  promised: 'nothing promised',
  baseline: 'none',
  scheduled: 'unknown',
  p50: 'unknown',
  p80: 'unknown',
} as const

function stateOf({ isDone, isLate, isCritical, scheduled }: MilestoneRow): string {
  if (isDone) return 'done'
  if (isLate) return 'late'
  if (scheduled === undefined) return 'unknown'
  return isCritical ? 'critical' : 'open'
}

/** The chain that sets the day of a milestone. */
function WhyDialog({ row, close }: { readonly row: MilestoneRow; readonly close: () => void }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.schedule.explain.queryOptions({ item: row.item }))
  return (
    <Dialog title={`Why ${row.title} is on ${dayText(row.scheduled)}`} wide close={close}>
      <QueryView query={query} what="the reason">
        {({ steps, more, outlook }) => (
          <>
            <ol>
              {steps.map((step, index) => (
                <li key={index}>
                  {step.kind === 'workItem' ? (
                    <ItemLink connection={step.connection} itemRef={step.ref} title={step.sentence} />
                  ) : (
                    step.sentence
                  )}
                </li>
              ))}
            </ol>
            {more && <p className="quiet">The chain is longer.</p>}
            {outlook.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </>
        )}
      </QueryView>
      {row.assumptions.length > 0 && (
        <section>
          <h3>Taken for granted</h3>
          <ul>
            {row.assumptions.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}
