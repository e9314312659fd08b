import { Link } from '@tanstack/react-router'
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
        <ul>
          {trial.findings.map(({ message, subject, project }, index) => (
            <li key={index}>
              {message} <Subject subject={subject} />{' '}
              {project !== undefined && (
                <Link to="/projects/$project" params={{ project }}>
                  {project}
                </Link>
              )}
            </li>
          ))}
        </ul>
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
  const { record } = partsOf(subject)
  const { connection, ref } = partsOf(record)
  if (typeof connection !== 'string' || typeof ref !== 'string') return null
  return <ItemLink connection={connection} itemRef={ref} title={`${ref} of ${connection}`} />
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  // Named boundary: an object of JSON; every use checks what it finds.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
