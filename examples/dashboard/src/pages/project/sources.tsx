import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { ageText, instantText } from '../../ui/format.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'

type Project = Outputs['projects']['get']

/** Where the data of a project come from, and until when each source is known. */
export function Sources({ project }: { readonly project: Project }) {
  return (
    <section className="card stack" aria-labelledby="sources">
      <h2 id="sources">Sources</h2>
      <div className="scroll-x" role="region" aria-label="Table of sources" tabIndex={0}>
        <table className="table">
          <caption>What the project is made of, and until when it is known</caption>
          <thead>
            <tr>
              <th scope="col">Connection</th>
              <th scope="col">What of it</th>
              <th scope="col">Known until</th>
            </tr>
          </thead>
          <tbody>
            {project.sources.map((source, index) => (
              <SourceRow key={index} source={source} project={project} />
            ))}
          </tbody>
        </table>
      </div>
      {project.shadowed > 0 && (
        <p className="notice notice-doubt">
          {project.shadowed} items that these sources name are counted in another project, which comes before
          this one.
        </p>
      )}
    </section>
  )
}

function SourceRow({
  source,
  project,
}: {
  readonly source: Project['sources'][number]
  readonly project: Project
}) {
  const [open, setOpen] = useState(false)
  const { connection, ...part } = source
  const asOf = project.freshness.find((one) => one.connection === connection)?.asOf
  const container = project.containers.find(
    (one) =>
      one.connection === connection &&
      'key' in one &&
      (one.key === part.container || one.ref === part.container),
  )
  const name = Object.values(part).map(String).join(', ') || 'all of it'
  const url = container !== undefined && 'url' in container ? container.url : undefined
  return (
    <>
      <tr>
        <td>
          <Link to="/connections" search={{ connection }}>
            {connection}
          </Link>
        </td>
        <td>{typeof url === 'string' ? <OutwardLink url={url}>{name}</OutwardLink> : name}</td>
        <td>
          <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            <span title={instantText(asOf)}>{ageText(asOf)}</span>
          </button>
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={3}>
            <Streams connection={connection} />
          </td>
        </tr>
      )}
    </>
  )
}

/** A source is as old as the oldest of its streams. */
function Streams({ connection }: { readonly connection: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.sync.freshness.queryOptions({ connection }))
  return (
    <QueryView query={query} what="the streams">
      {({ streams }) => (
        <dl className="facts">
          {streams
            .toSorted((one, other) => one.asOf.localeCompare(other.asOf))
            .map(({ stream, asOf }) => (
              <div key={stream} className="fact-row">
                <dt>{stream}</dt>
                <dd title={instantText(asOf)}>{ageText(asOf)}</dd>
              </div>
            ))}
        </dl>
      )}
    </QueryView>
  )
}
