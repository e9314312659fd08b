import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { ageText, shareText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { LevelMarks } from './level-marks.tsx'
import { ProjectChoice } from './project-choice.tsx'
import { Scorecard } from './scorecard.tsx'
import type { StandardsPart } from './standards-page.tsx'
import { standardsAddressOf, type StandardsView } from './standards-view.ts'
import { VerdictCount } from './verdict-count.tsx'

type Row = Outputs['scorecards']['list']['items'][number]

const MOST = 500

/** Projects beside each other by how far they keep the standards, or one of them rule by rule. */
export function ScorecardsTab({ view, show }: StandardsPart) {
  const { trpc } = usePmo()
  const { project, portfolio } = view
  const portfolios = useQuery(trpc.portfolios.list.queryOptions({}))
  const query = useQuery(
    trpc.scorecards.list.queryOptions({ limit: MOST, ...(portfolio !== undefined && { portfolio }) }),
  )
  const { project: _, ...all } = view
  return (
    <div className="stack">
      <div className="filters">
        <ProjectChoice
          chosen={project}
          choose={(next) => show(next === undefined ? all : { ...view, project: next })}
          all="All beside each other"
        />
        {project === undefined && (
          <label className="compact-field">
            <span>Portfolio</span>
            <select
              value={portfolio ?? ''}
              onChange={(event) => show({ ...view, portfolio: event.target.value })}
            >
              <option value="">All portfolios</option>
              {portfolios.data?.portfolios.map(
                ({ portfolio: one }) =>
                  one !== undefined && (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ),
              )}
            </select>
          </label>
        )}
      </div>
      {project === undefined ? (
        <QueryView query={query} what="the scorecards">
          {({ items, total }) =>
            items.length === 0 ? (
              <Empty title="No project has a scorecard">
                <p>
                  Scorecards are made of projects that rules have judged.{' '}
                  <Link to="/connections">Connect</Link> a tracker and define projects; the next check fills
                  this page.
                </p>
              </Empty>
            ) : (
              <DataTable
                name="scorecards"
                caption={`${items.length < total ? `The first ${items.length} of ${total}` : `All ${total}`} projects, the highest level first`}
                columns={columnsOf(view)}
                rows={items}
                rowKey={({ project: id }) => id}
              />
            )
          }
        </QueryView>
      ) : (
        <Scorecard project={project} />
      )}
    </div>
  )
}

function columnsOf(view: StandardsView): readonly Column<Row>[] {
  const found = (project: string, state: StandardsView['state']) =>
    standardsAddressOf({ tab: 'findings', state, project })
  return [
    {
      id: 'name',
      title: 'Project',
      always: true,
      sortable: true,
      value: ({ name }) => name,
      cell: ({ project, name }) => (
        <Link to="/standards" search={standardsAddressOf({ ...view, project })}>
          {name}
        </Link>
      ),
    },
    {
      id: 'level',
      title: 'Level',
      numeric: true,
      sortable: true,
      value: ({ asOf, level }) => (asOf === undefined ? undefined : level),
      cell: ({ asOf, level, levelName }) =>
        asOf === undefined ? 'never judged' : level === 0 ? 'none yet' : `${level} ${levelName ?? ''}`,
    },
    { id: 'levels', title: 'Levels', cell: ({ levels }) => <LevelMarks levels={levels} /> },
    {
      id: 'score',
      title: 'Score',
      numeric: true,
      sortable: true,
      value: ({ score }) => score,
      cell: ({ score }) => <Score score={score} />,
    },
    {
      id: 'fail',
      title: 'Failed',
      numeric: true,
      sortable: true,
      value: ({ totals }) => totals.fail,
      cell: ({ project, totals }) => (
        <Link to="/standards" search={found(project, 'current')}>
          {totals.fail}
        </Link>
      ),
    },
    {
      id: 'waived',
      title: 'of them waived',
      numeric: true,
      sortable: true,
      value: ({ totals }) => totals.waived,
      cell: ({ project, totals }) => (
        <Link to="/standards" search={found(project, 'waived')}>
          {totals.waived}
        </Link>
      ),
    },
    {
      id: 'unknown',
      title: 'Not judged',
      numeric: true,
      sortable: true,
      value: ({ totals }) => totals.unknown + totals.error,
      cell: ({ project, name, totals: { unknown, error } }) => (
        <>
          <VerdictCount count={unknown} verdict="unknown" about={{ projects: [project] }} of={name} />
          {error > 0 && (
            <>
              {' and '}
              <VerdictCount count={error} verdict="error" about={{ projects: [project] }} of={name} word />
            </>
          )}
        </>
      ),
    },
    {
      id: 'pass',
      title: 'Passed',
      numeric: true,
      sortable: true,
      value: ({ totals }) => totals.pass,
      cell: ({ project, name, totals }) => (
        <VerdictCount count={totals.pass} verdict="pass" about={{ projects: [project] }} of={name} />
      ),
    },
    { id: 'asOf', title: 'As of', cell: ({ asOf }) => ageText(asOf) },
  ]
}

/** A score, with its bar, so that projects compare at a glance. */
function Score({ score }: { readonly score: number | undefined }) {
  if (score === undefined) return 'unknown'
  return (
    <span className="score">
      <meter min={0} max={1} value={score} aria-hidden="true" />
      {shareText(score)}
    </span>
  )
}
