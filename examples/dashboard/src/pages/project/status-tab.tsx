import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { dayText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { FiguresGrid } from './figures-grid.tsx'
import { HealthNow } from './health-now.tsx'
import { endOfDay } from './project-view.ts'
import { Sources } from './sources.tsx'
import { NOW_ONLY, unknownThen, type UnknownThen } from './unknown-then.ts'

/** How the project stands, and what that rests on. */
export function StatusTab({
  project,
  asOf,
}: {
  readonly project: Outputs['projects']['get']
  readonly asOf: string | undefined
}) {
  return asOf === undefined ? <StatusNow project={project} /> : <StatusThen project={project.id} day={asOf} />
}

function StatusNow({ project }: { readonly project: Outputs['projects']['get'] }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.overview.project.queryOptions({ id: project.id }))
  return (
    <div className="stack">
      <QueryView query={query} what="the health">
        {(overview) => (
          <>
            <HealthNow overview={overview} />
            <h2>Figures</h2>
            <FiguresGrid indicators={overview.figures} />
          </>
        )}
      </QueryView>
      <Sources project={project} />
    </div>
  )
}

/** A health is kept day by day as a light alone; figures of any day are computed anew. */
function StatusThen({ project, day }: { readonly project: string; readonly day: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.figures.get.queryOptions({ id: project, asOf: endOfDay(day) }))
  return (
    <QueryView query={query} what="the figures">
      {({ indicators }) => (
        <>
          <Unknowns day={day} unknown={[...unknownThen(indicators), ...NOW_ONLY]} />
          <h2>Figures</h2>
          <FiguresGrid indicators={indicators} />
        </>
      )}
    </QueryView>
  )
}

function Unknowns({ day, unknown }: { readonly day: string; readonly unknown: readonly UnknownThen[] }) {
  return (
    <section className="notice notice-doubt" aria-labelledby="unknown-then">
      <h2 id="unknown-then">Not known of {dayText(day)}</h2>
      <ul>
        {unknown.map(({ title, because }) => (
          <li key={title}>
            <strong>{title}.</strong> {because}
          </li>
        ))}
      </ul>
    </section>
  )
}
