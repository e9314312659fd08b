import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { dayText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Loading } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useScopeNames } from '../portfolio/scope-names.ts'
import { AsOf } from './as-of.tsx'
import { FindingsTab } from './findings-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { MilestonesTab } from './milestones-tab.tsx'
import { PeopleTab } from './people-tab.tsx'
import { dayOf, projectAddressOf, projectViewOf, TABS, type ProjectView } from './project-view.ts'
import { StatusTab } from './status-tab.tsx'
import './project.css'

// Curves need the charting library; nothing else of the page waits for it.
const ProgressTab = lazy(async () => ({ default: (await import('./curves/progress-tab.tsx')).ProgressTab }))
const FlowTab = lazy(async () => ({ default: (await import('./curves/flow-tab.tsx')).FlowTab }))
const ValueTab = lazy(async () => ({ default: (await import('./curves/value-tab.tsx')).ValueTab }))

/** One project: how it stands, what that rests on, and how it stood on any day. */
export function ProjectPage() {
  const { trpc } = usePmo()
  const { project: id = '' } = useParams({ strict: false })
  const view = projectViewOf(useSearch({ strict: false }), dayOf(Date.now()))
  const query = useQuery(trpc.projects.get.queryOptions({ id }))
  return (
    <div className="page stack">
      {/* A page has its heading also while there is nothing under it. */}
      {query.data === undefined && <h1>Project {id}</h1>}
      <QueryView query={query} what="project">
        {(project) => <Project project={project} view={view} />}
      </QueryView>
    </div>
  )
}

function Project({
  project,
  view,
}: {
  readonly project: Outputs['projects']['get']
  readonly view: ProjectView
}) {
  const navigate = useNavigate()
  const show = (next: ProjectView) =>
    void navigate({
      to: '/projects/$project',
      params: { project: project.id },
      search: projectAddressOf(next),
      resetScroll: false,
    })
  const { asOf, tab } = view
  const names = useScopeNames()
  return (
    <>
      <header className="stack">
        <p className="quiet">
          <Link to="/">Portfolio</Link>
          {project.program !== undefined && (
            <>
              {' / '}
              <Link to="/" search={{ program: project.program }}>
                {names.program.get(project.program) ?? project.program}
              </Link>
            </>
          )}
        </p>
        <h1>{project.name}</h1>
        {project.description !== undefined && <p>{project.description}</p>}
        <div className="row">
          <span>{project.phase === undefined ? 'Phase unknown' : `Phase: ${project.phase}`}</span>
          <span>{project.manager === undefined ? 'No manager is named' : `Manager: ${project.manager}`}</span>
          <span>
            {project.committedFinish === undefined
              ? 'No finish was promised'
              : `Promised for ${dayText(project.committedFinish)}`}
          </span>
          <AsOf
            key={asOf}
            day={asOf}
            choose={(day) => show({ tab, ...(day !== undefined && { asOf: day }) })}
          />
        </div>
        {asOf !== undefined && (
          <p className="notice" role="status">
            As it was at the end of {dayText(asOf)} (UTC).
          </p>
        )}
      </header>
      <Tabs
        label="What is shown of the project"
        tabs={TABS}
        chosen={tab}
        choose={(next) => show({ ...view, tab: next })}
      >
        <Suspense fallback={<Loading what="the charts" />}>
          <Shown project={project} view={view} />
        </Suspense>
      </Tabs>
    </>
  )
}

function Shown({
  project,
  view: { tab, asOf },
}: {
  readonly project: Outputs['projects']['get']
  readonly view: ProjectView
}) {
  const { id } = project
  switch (tab) {
    case 'status':
      return <StatusTab project={project} asOf={asOf} />
    case 'milestones':
      return <MilestonesTab project={id} asOf={asOf} />
    case 'progress':
      return <ProgressTab project={id} asOf={asOf} />
    case 'flow':
      return <FlowTab project={id} asOf={asOf} />
    case 'value':
      return <ValueTab project={id} asOf={asOf} />
    case 'findings':
      return <FindingsTab project={id} asOf={asOf} />
    case 'people':
      return <PeopleTab project={project} asOf={asOf} />
    case 'history':
      return <HistoryTab project={id} asOf={asOf} />
    default:
      return tab satisfies never
  }
}
