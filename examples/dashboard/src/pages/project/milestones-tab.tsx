import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { dayText, shareText } from '../../ui/format.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { floatText, milestoneRows, type MilestoneRow } from './milestone-rows.ts'
import { WhyDialog } from './why-dialog.tsx'

/** Most milestones that are asked for at once. */
const MOST = 500

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
  return (
    <QueryView query={scheduled} what="the milestones">
      {({ items, next, unknown }) => (
        <div className="stack">
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
            forecast={forecast.data}
            compared={compared.data?.items ?? NONE_COMPARED}
            asOf={asOf}
          />
        </div>
      )}
    </QueryView>
  )
}

// Constants: a new list at each drawing would be another one to compute from.
const NO_ENDS: Outputs['forecast']['run']['ends'] = []
const NONE_COMPARED: Outputs['baselines']['compare']['items'] = []

/** The end of the project: each of its days opens what it rests on. */
function ProjectEnd({
  end,
  why,
}: {
  readonly end: Outputs['forecast']['run']['ends'][number]
  readonly why: () => void
}) {
  const day = (told: string | undefined, of: string) =>
    told === undefined ? (
      'unknown'
    ) : (
      <WhyButton why={why} of={of}>
        {dayText(told)}
      </WhyButton>
    )
  return (
    <dl className="facts card">
      <dt>Scheduled</dt>
      <dd>
        {day(end.scheduled?.day, 'scheduled end')} (kept in {shareText(end.scheduledChance)} of all courses)
      </dd>
      <dt>P50</dt>
      <dd>{day(end.p50?.day, 'P50 of the end')}</dd>
      <dt>P80</dt>
      <dd>{day(end.p80?.day, 'P80 of the end')}</dd>
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

/** A number as a button that opens what it rests on. */
function WhyButton({
  why,
  of,
  children,
}: {
  readonly why: () => void
  /** What the number is, and whose. */
  readonly of: string
  readonly children: string
}) {
  return (
    <button type="button" className="link" onClick={why}>
      {children}
      <span className="visually-hidden">, {of}: why?</span>
    </button>
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
  forecast,
  compared,
  asOf,
}: {
  readonly rows: Outputs['schedule']['list']['items']
  /** Absent: it is being computed, or there is none. */
  readonly forecast: Outputs['forecast']['run'] | undefined
  readonly compared: Outputs['baselines']['compare']['items']
  readonly asOf: string | undefined
}) {
  const [why, setWhy] = useState<MilestoneRow>()
  const columns = useMemo(() => columnsOf(setWhy), [])
  const ends = forecast?.ends ?? NO_ENDS
  const milestones = useMemo(() => milestoneRows(rows, ends, compared), [rows, ends, compared])
  const end = ends.find((one) => one.kind === 'project')
  const endRow = milestones.find(({ kind }) => kind === 'project')
  if (milestones.length === 0) {
    return (
      <Empty title="No milestones">
        <p>Milestones, iterations with a due day and releases of its trackers would stand here.</p>
      </Empty>
    )
  }
  return (
    <>
      {end !== undefined && endRow !== undefined && <ProjectEnd end={end} why={() => setWhy(endRow)} />}
      <DataTable
        name="milestones"
        caption="Milestones and the end of the project, by their day"
        columns={columns}
        rows={milestones}
        rowKey={({ key }) => key}
      />
      {why !== undefined && (
        <WhyDialog row={why} forecast={forecast} asOf={asOf} close={() => setWhy(undefined)} />
      )}
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
        row[id] === undefined ? (
          NOT_TOLD[id]
        ) : (
          <WhyButton why={() => why(row)} of={`${title} of ${row.title}`}>
            {dayText(row[id])}
          </WhyButton>
        ),
    })),
    {
      id: 'chance',
      title: 'Chance of the promise',
      numeric: true,
      sortable: true,
      value: ({ chance }) => chance,
      cell: (row) =>
        row.chance === undefined ? (
          row.promised === undefined ? (
            'nothing promised'
          ) : (
            'unknown'
          )
        ) : (
          <WhyButton why={() => why(row)} of={`chance of the promise of ${row.title}`}>
            {shareText(row.chance)}
          </WhyButton>
        ),
    },
    {
      id: 'float',
      title: 'Float',
      numeric: true,
      sortable: true,
      value: ({ float }) => float,
      cell: (row) =>
        row.float === undefined ? (
          'unknown'
        ) : (
          <WhyButton why={() => why(row)} of={`float of ${row.title}`}>
            {floatText(row)}
          </WhyButton>
        ),
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
