import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode } from 'react'
import type { Column } from '../../ui/data-table.tsx'
import { countText, dayText, deltaText } from '../../ui/format.ts'
import { ageOf, covered } from '../../ui/indicator-age.ts'
import type { SumName } from './behind.ts'
import { finishText, namedText } from './finish-text.ts'
import { foundAddressOf } from './found-address.ts'
import { HealthOfProject } from './health-of-project.tsx'
import type { OverviewRow } from './overview-row.ts'
import { filtered, type PortfolioView } from './portfolio-view.ts'
import { Sparkline } from './sparkline.tsx'
import { SumButton } from './sum-button.tsx'
import type { Totals } from './totals.ts'
import { trendDays } from './trend.ts'

/** The columns of the portfolio; under each of them what the projects of the view come to, and of how many it is unknown. */
export function columnsOf(
  totals: Totals,
  {
    rows,
    view,
    show,
    nameOf,
    isBeingMade,
  }: {
    /** What the sums are of. */
    readonly rows: readonly OverviewRow[]
    readonly view: PortfolioView
    readonly show: (view: PortfolioView) => void
    readonly nameOf: (program: string) => string
    /** Newer figures are being computed. */
    readonly isBeingMade: boolean
  },
): Column<OverviewRow>[] {
  const { lights, findings } = totals
  const sum = (name: SumName, told: string) => (
    <SumButton key={name} name={name} rows={rows}>
      {told}
    </SumButton>
  )
  const unknownOf = (name: SumName, unknown: number) =>
    unknown === 0 ? [] : [sum(name, `${unknown} unknown`)]
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
      footer: listed(
        (['red', 'amber', 'unknown'] as const).map((light) => (
          <button
            key={light}
            type="button"
            className="link"
            aria-pressed={view.health === light}
            onClick={() => show(filtered(view, 'health', view.health === light ? '' : light))}
          >
            {lights[light]} {light}
          </button>
        )),
      ),
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
      footer: listed(
        [
          ...(totals.latest === undefined ? [] : [<Last key="last" rows={rows} day={totals.latest} />]),
          ...unknownOf('finishUnknown', totals.finishUnknown),
        ],
        'all known',
      ),
    },
    {
      id: 'delta',
      title: 'Delta',
      sortable: true,
      cell: ({ dates, project }) => <Delta dates={dates} project={project.id} />,
      footer: listed([
        totals.late === 0 ? 'none late' : sum('late', `${totals.late} late`),
        ...unknownOf('deltaUnknown', totals.deltaUnknown),
      ]),
    },
    {
      id: 'p80',
      title: 'Forecast',
      sortable: true,
      cell: ({ forecast, project }) => <Forecast forecast={forecast} project={project.id} />,
      footer: listed(unknownOf('forecastUnknown', totals.forecastUnknown), 'all known'),
    },
    {
      id: 'findings',
      title: 'Findings',
      sortable: true,
      cell: ({ findings: found, project }) => (
        <div className="targets">
          <Link to="/projects/$project" params={{ project: project.id }} search={{ tab: 'findings' }}>
            {found.asOf === undefined ? 'never checked' : `${found.open} open`}
          </Link>
          {found.asOf !== undefined && (
            <div className="small quiet">
              {listed(
                restOf(found).map(([name, told]) => (
                  <Link key={name} to="/standards" search={foundAddressOf(name, project.id)}>
                    {told}
                  </Link>
                )),
              )}
            </div>
          )}
        </div>
      ),
      footer: (
        <div className="targets">
          {listed([
            findings.open === 0 ? 'none open' : sum('open', `${findings.open} open`),
            ...unknownOf('neverChecked', totals.neverChecked),
          ])}
          <div className="small quiet">{listed(restOf(findings).map(([name, told]) => sum(name, told)))}</div>
        </div>
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
function Delta({ dates, project }: { readonly dates: OverviewRow['dates']; readonly project: string }) {
  const { baselineFinish, committedFinish, deltaDays, namedDeltaDays } = dates
  const told = [
    ...(committedFinish === undefined ? [] : [`promised ${dayText(committedFinish)}`]),
    ...(baselineFinish === undefined ? [] : [`baseline ${dayText(baselineFinish)}`]),
  ]
  const plan = told.length === 0 ? 'nothing promised, no baseline' : told.join(', ')
  return (
    <div className="targets">
      {deltaDays === undefined ? (
        <span className="unknown">unknown</span>
      ) : (
        <span className={deltaDays > 0 ? 'late' : undefined}>
          <Milestones project={project}>{deltaText(deltaDays)}</Milestones>
        </span>
      )}
      {namedDeltaDays !== undefined && namedDeltaDays !== deltaDays && (
        <div className={namedDeltaDays > 0 ? 'small late' : 'small quiet'}>
          <Milestones project={project}>{`${deltaText(namedDeltaDays)} by its items`}</Milestones>
        </div>
      )}
      <div className="small quiet days">{plan}</div>
    </div>
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

/** What of findings stands beside the open ones, in words. */
function restOf({
  breach,
  waived,
  unknown,
}: Found): (readonly [name: 'breach' | 'waived' | 'unknown', told: string])[] {
  return [
    ...(breach > 0 ? [['breach', countText(breach, 'error')] as const] : []),
    ...(waived > 0 ? [['waived', `${waived} waived`] as const] : []),
    ...(unknown > 0 ? [['unknown', `${unknown} unknown`] as const] : []),
  ]
}

/** Numbers in a row, with commas between them. */
function listed(numbers: readonly ReactNode[], none = ''): ReactNode {
  if (numbers.length === 0) return none
  return numbers.map((one, index) => (
    <Fragment key={index}>
      {index > 0 && ', '}
      {one}
    </Fragment>
  ))
}

/** The day on which the last project is finished, as the way to that one. */
function Last({ rows, day }: { readonly rows: readonly OverviewRow[]; readonly day: string }) {
  const told = `last ${dayText(day)}`
  const last = rows.find(({ dates }) => dates.scheduledFinish === day)
  return last === undefined ? told : <Milestones project={last.project.id}>{told}</Milestones>
}
