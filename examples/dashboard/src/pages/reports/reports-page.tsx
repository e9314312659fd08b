import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { KeptReports } from './kept-reports.tsx'
import { ReportPreview } from './report-preview.tsx'
import { ReportScope } from './report-scope.tsx'
import { reportsAddressOf, reportsViewOf, type ReportsView } from './reports-view.ts'
import './reports.css'

type Registry = Outputs['reports']['registry']

/** The reports: the decision that each serves, what it says now, when it is made, and those that were kept. */
export function ReportsPage() {
  const { trpc } = usePmo()
  const view = reportsViewOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const show = (next: ReportsView) =>
    void navigate({ to: '/reports', search: reportsAddressOf(next), resetScroll: false })
  const query = useQuery(trpc.reports.registry.queryOptions({}))
  return (
    <div className="page stack">
      <h1>Reports</h1>
      {view.report === undefined && view.kept === undefined ? (
        <QueryView query={query} what="the reports">
          {(registry) => <All registry={registry} />}
        </QueryView>
      ) : (
        <>
          <p>
            <Link to="/reports">All reports</Link>
          </p>
          {view.kept === undefined && <ReportScope view={view} show={show} />}
          <ReportPreview view={view} show={show} />
        </>
      )}
    </div>
  )
}

function All({ registry: { reports, plans } }: { readonly registry: Registry }) {
  return (
    <>
      <div className="cards">
        {reports.map(({ report, title, decision, owner, scope }) => (
          <article key={report} className="card stack" aria-labelledby={`report-${report}`}>
            <h2 id={`report-${report}`}>
              <Link to="/reports" search={reportsAddressOf({ report, format: 'html' })}>
                {title}
              </Link>
            </h2>
            <dl className="facts">
              <dt>Decision</dt>
              <dd>{decision}</dd>
              <dt>Owner</dt>
              <dd>{owner}</dd>
              <dt>About</dt>
              <dd>{scope === 'project' ? 'one project' : 'a portfolio, or all projects'}</dd>
              <dt>Schedule</dt>
              <dd>
                <Schedule plans={plans.filter((plan) => plan.report === report)} />
              </dd>
            </dl>
          </article>
        ))}
      </div>
      <h2>Kept reports</h2>
      <KeptReports />
    </>
  )
}

function Schedule({ plans }: { readonly plans: Registry['plans'] }) {
  if (plans.length === 0)
    return 'none: it is made when somebody asks; pmo.config.ts sets when it is made by itself'
  return (
    <ul>
      {plans.map(({ id, every, weekday, time, projects, portfolio, owner }) => (
        <li key={id}>
          <strong>{id}</strong>: every {weekday ?? every} at {time}
          {portfolio !== undefined && `, portfolio ${portfolio}`}
          {projects !== undefined && `, ${projects.join(', ')}`}, for {owner}
        </li>
      ))}
    </ul>
  )
}
