import { Link } from '@tanstack/react-router'
import type { Outputs } from '../../ui/api-types.ts'
import { effortText } from '../../ui/format.ts'

type Overload = Outputs['capacity']['overloads']['items'][number]

/** The projects that ask for a person at once, and who answers for each side. */
export function ProjectShares({ overload }: { readonly overload: Overload }) {
  return (
    <SharesTable
      caption={`${effortText(overload.over)} too much; ${overload.head ?? 'nobody'} answers for ${overload.name}`}
      projects={overload.projects}
    />
  )
}

/** What each project asks for, and who manages it. */
export function SharesTable({
  caption,
  projects,
}: {
  readonly caption: string
  readonly projects: Overload['projects']
}) {
  return (
    <div className="scroll-x" role="region" aria-label="Projects" tabIndex={0}>
      <table className="table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Project</th>
            <th scope="col">Its manager</th>
            <th scope="col" className="number">
              Stated
            </th>
            <th scope="col" className="number">
              Assumed
            </th>
          </tr>
        </thead>
        <tbody>
          {projects.map(({ project, name, manager, stated, assumed }) => (
            <tr key={project ?? name}>
              <td>
                {project === undefined ? (
                  name
                ) : (
                  <Link to="/projects/$project" params={{ project }} search={{ tab: 'people' }}>
                    {name}
                  </Link>
                )}
              </td>
              <td>{manager ?? 'nobody is named'}</td>
              <td className="number">{effortText(stated)}</td>
              <td className="number">{effortText(assumed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
