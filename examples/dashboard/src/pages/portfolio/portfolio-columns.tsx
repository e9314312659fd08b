import { Link } from '@tanstack/react-router'
import type { Column } from '../../ui/data-table.tsx'
import { countText, dayText, deltaText } from '../../ui/format.ts'
import { ageOf, covered } from '../../ui/indicator-age.ts'
import { finishText, namedText } from './finish-text.ts'
import { HealthOfProject } from './health-of-project.tsx'
import type { OverviewRow } from './overview-row.ts'
import { Sparkline } from './sparkline.tsx'
import type { Totals } from './totals.ts'
import { trendDays } from './trend.ts'

/** The columns of the portfolio; under each of them what the projects of the view come to, and of how many it is unknown. */
export function columnsOf(
  totals: Totals,
  {
    nameOf,
    isBeingMade,
  }: {
    readonly nameOf: (program: string) => string
    /** Newer figures are being computed. */
    readonly isBeingMade: boolean
  },
): Column<OverviewRow>[] {
  const { lights, findings } = totals
  return [
    {
      id: 'name',
      title: 'Project',
      always: true,
      sortable: true,
      width: '9rem',
      cell: ({ project }) => (
        <>
          <Link to="/projects/$project" params={{ project: project.id }} className="project-name">
            {project.name}
          </Link>
          {project.tags.map((tag) => (
            <span key={tag} className="tag">
              {tag}
            </span>
          ))}
        </>
      ),
      footer: countText(totals.projects, 'project'),
    },
    {
      id: 'health',
      title: 'Health',
      sortable: true,
      cell: ({ health, project, freshness }) => (
        <>
          <HealthOfProject health={health} project={project} />
          <div className="small quiet because">{health.because}</div>
          <div className="small quiet">
            {covered(health)}, {ageOf({ asOf: freshness })}
          </div>
        </>
      ),
      footer: `${lights.red} red, ${lights.amber} amber, ${lights.unknown} unknown`,
    },
    {
      id: 'action',
      title: 'What to do',
      cell: ({ health }) => (
        <div className="action">
          {health.actions[0] ?? <span className="quiet">nothing is asked for</span>}
        </div>
      ),
    },
    {
      id: 'finish',
      title: 'Finish',
      sortable: true,
      cell: ({ dates, project }) => (
        <>
          <Milestones project={project.id}>{finishText(dates, isBeingMade)}</Milestones>
          <div className="small quiet days">{namedText(dates)}</div>
        </>
      ),
      footer: unknownOf(
        totals.finishUnknown,
        totals.latest === undefined ? '' : `last ${dayText(totals.latest)}`,
      ),
    },
    {
      id: 'delta',
      title: 'Delta',
      sortable: true,
      cell: ({ dates }) => <Delta dates={dates} />,
      footer: unknownOf(totals.deltaUnknown, `${totals.late} late`),
    },
    {
      id: 'p80',
      title: 'Forecast',
      sortable: true,
      cell: ({ forecast, project }) => <Forecast forecast={forecast} project={project.id} />,
      footer: unknownOf(totals.forecastUnknown, ''),
    },
    {
      id: 'findings',
      title: 'Findings',
      sortable: true,
      cell: ({ findings: found, project }) => (
        <>
          <Link to="/projects/$project" params={{ project: project.id }} search={{ tab: 'findings' }}>
            {found.asOf === undefined ? 'never checked' : `${found.open} open`}
          </Link>
          {found.asOf !== undefined && <div className="small quiet">{restText(found)}</div>}
        </>
      ),
      footer: (
        <>
          {unknownOf(totals.neverChecked, `${findings.open} open`)}
          <div className="small quiet">{restText(findings)}</div>
        </>
      ),
    },
    {
      id: 'trend',
      title: 'Four weeks',
      width: '8.5rem',
      cell: ({ trend }) => <Sparkline trend={trendDays(trend)} />,
    },
    {
      id: 'manager',
      title: 'Manager',
      atFirstHidden: true,
      cell: ({ project }) => project.manager ?? 'nobody is named',
    },
    {
      id: 'program',
      title: 'Program',
      atFirstHidden: true,
      cell: ({ project }) => (project.program === undefined ? 'none' : nameOf(project.program)),
    },
    { id: 'phase', title: 'Phase', atFirstHidden: true, cell: ({ project }) => project.phase ?? 'unknown' },
  ]
}

function Milestones({ project, children }: { readonly project: string; readonly children: string }) {
  return (
    <Link to="/projects/$project" params={{ project }} search={{ tab: 'milestones' }}>
      {children}
    </Link>
  )
}

/** What the finish is held against: what was promised, else the baseline that counts. */
function Delta({ dates }: { readonly dates: OverviewRow['dates'] }) {
  const { baselineFinish, committedFinish, deltaDays, namedDeltaDays } = dates
  const told = [
    ...(committedFinish === undefined ? [] : [`promised ${dayText(committedFinish)}`]),
    ...(baselineFinish === undefined ? [] : [`baseline ${dayText(baselineFinish)}`]),
  ]
  const plan = told.length === 0 ? 'nothing promised, no baseline' : told.join(', ')
  return (
    <>
      {deltaDays === undefined ? (
        <span className="unknown">unknown</span>
      ) : (
        <span className={deltaDays > 0 ? 'late' : undefined}>{deltaText(deltaDays)}</span>
      )}
      {namedDeltaDays !== undefined && namedDeltaDays !== deltaDays && (
        <div className={namedDeltaDays > 0 ? 'small late' : 'small quiet'}>
          {deltaText(namedDeltaDays)} by its items
        </div>
      )}
      <div className="small quiet days">{plan}</div>
    </>
  )
}

function Forecast({
  forecast: { p50, p80, unknown },
  project,
}: {
  readonly forecast: OverviewRow['forecast']
  readonly project: string
}) {
  if (p50 === undefined && p80 === undefined) {
    return (
      <>
        <span className="unknown">unknown</span>
        {unknown !== undefined && <div className="small quiet because">{unknown}</div>}
      </>
    )
  }
  return (
    <>
      <div className="pair">
        <span className="quiet">P50</span> <Milestones project={project}>{dayOr(p50)}</Milestones>
      </div>
      <div className="pair">
        <span className="quiet">P80</span> <Milestones project={project}>{dayOr(p80)}</Milestones>
      </div>
    </>
  )
}

function dayOr(day: string | undefined): string {
  return day === undefined ? 'unknown' : dayText(day)
}

type Found = Pick<OverviewRow['findings'], 'open' | 'breach' | 'waived' | 'unknown'>

function restText({ breach, waived, unknown }: Found): string {
  return [
    ...(breach > 0 ? [countText(breach, 'error')] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ].join(', ')
}

/** A sum with the number of projects of which it is not known. */
function unknownOf(unknown: number, told: string): string {
  if (unknown === 0) return told === '' ? 'all known' : told
  return told === '' ? `${unknown} unknown` : `${told}, ${unknown} unknown`
}
