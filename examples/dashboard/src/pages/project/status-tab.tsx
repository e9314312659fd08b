import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { dayText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { FiguresGrid } from './figures-grid.tsx'
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
  const { trpc } = usePmo()
  const { id } = project
  const query = useQuery(
    trpc.figures.get.queryOptions({ id, ...(asOf !== undefined && { asOf: endOfDay(asOf) }) }),
  )
  return (
    <div className="stack">
      <QueryView query={query} what="the figures">
        {({ indicators }) => (
          <>
            {asOf !== undefined && (
              <Unknowns day={asOf} unknown={[...unknownThen(indicators), ...NOW_ONLY]} />
            )}
            <h2>Figures</h2>
            <FiguresGrid indicators={indicators} />
          </>
        )}
      </QueryView>
      {asOf === undefined && <Sources project={project} />}
    </div>
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
