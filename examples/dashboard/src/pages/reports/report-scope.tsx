import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { ReportsView } from './reports-view.ts'

/** What a report is asked about: a project, or a portfolio. */
export function ReportScope({
  view,
  show,
}: {
  readonly view: ReportsView
  readonly show: (next: ReportsView) => void
}) {
  const { trpc } = usePmo()
  const isOfProject = view.report === 'project-status'
  const projects = useQuery({ ...trpc.projects.list.queryOptions({}), enabled: isOfProject })
  const portfolios = useQuery({ ...trpc.portfolios.list.queryOptions({}), enabled: !isOfProject })
  const options = isOfProject
    ? (projects.data?.projects ?? [])
    : (portfolios.data?.portfolios ?? []).flatMap(({ portfolio }) =>
        portfolio === undefined ? [] : [portfolio],
      )
  const chosen = isOfProject ? view.project : view.portfolio
  const { project: _project, portfolio: _portfolio, ...plain } = view
  const choose = (id: string) =>
    show({ ...plain, ...(id !== '' && (isOfProject ? { project: id } : { portfolio: id })) })
  return (
    <div className="filters">
      <label className="compact-field">
        <span>{isOfProject ? 'Project' : 'Portfolio'}</span>
        <select value={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">{isOfProject ? 'Choose …' : 'All projects'}</option>
          {chosen !== undefined && options.every(({ id }) => id !== chosen) && <option>{chosen}</option>}
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
