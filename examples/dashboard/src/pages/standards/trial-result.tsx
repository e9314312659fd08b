import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { ItemLink } from '../../ui/item-link.tsx'

type Trial = Outputs['rules']['try']

/** What a rule would find in the data as it is. */
export function TrialResult({ trial }: { readonly trial: Trial }) {
  return (
    <section className="card stack" role="status">
      <h3>Tried on the data as it is</h3>
      <p>{trial.sentence}</p>
      {trial.findings.length > 0 && (
        <div className="scroll-x" role="region" aria-label="Findings of the trial" tabIndex={0}>
          <table className="table">
            <caption>What it would find</caption>
            <thead>
              <tr>
                <th scope="col">About</th>
                <th scope="col">Project</th>
                <th scope="col">What it would say</th>
              </tr>
            </thead>
            <tbody>
              {trial.findings.map(({ message, subject, project }, index) => (
                <tr key={index}>
                  <td>
                    <Subject subject={subject} />
                  </td>
                  <td>
                    {project === undefined ? (
                      'none'
                    ) : (
                      <Link to="/projects/$project" params={{ project }}>
                        {project}
                      </Link>
                    )}
                  </td>
                  <td>{message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {trial.undecided.length > 0 && (
        <>
          <p>What could not be judged:</p>
          <ul>
            {trial.undecided.map(({ message, count }) => (
              <li key={message}>
                {count}: {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Subject({ subject }: { readonly subject: unknown }) {
  const { record, grain } = partsOf(subject)
  const { connection, ref } = partsOf(record)
  if (typeof connection !== 'string' || typeof ref !== 'string')
    return grain === 'project' ? 'the project' : 'everything'
  return <Item connection={connection} itemRef={ref} />
}

/** A trial names items by their refs; what people call them is asked for, all of them in one request. */
function Item({ connection, itemRef }: { readonly connection: string; readonly itemRef: string }) {
  const { trpc } = usePmo()
  const { data } = useQuery(trpc.workItems.get.queryOptions({ connection, ref: itemRef }))
  const { key, title } = data?.item.data ?? {}
  return (
    <ItemLink
      connection={connection}
      itemRef={itemRef}
      name={key}
      title={title ?? `${itemRef} of ${connection}`}
    />
  )
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  // Named boundary: an object of JSON; every use checks what it finds.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
