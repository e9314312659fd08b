import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'

/** Chooses a project. Of one that is not known any more, its id stays readable. */
export function ProjectChoice({
  chosen,
  choose,
  all = 'All projects',
}: {
  readonly chosen: string | undefined
  readonly choose: (project: string | undefined) => void
  /** What it says where none is chosen. */
  readonly all?: string
}) {
  const { trpc } = usePmo()
  const { data } = useQuery(trpc.projects.list.queryOptions({}))
  const projects = data?.projects ?? []
  const isKnown = chosen === undefined || projects.some(({ id }) => id === chosen)
  return (
    <label className="compact-field">
      <span>Project</span>
      <select
        value={chosen ?? ''}
        onChange={(event) => choose(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{all}</option>
        {!isKnown && <option value={chosen}>{chosen}</option>}
        {projects.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
