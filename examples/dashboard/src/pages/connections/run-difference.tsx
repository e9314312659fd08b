import type { Run } from './run-state.tsx'

type Difference = NonNullable<Run['difference']>

/** What a real run would change. */
export function RunDifference({ difference }: { readonly difference: Difference }) {
  const { created, updated, retired, restored, held, samples } = difference
  const sum = created + updated + retired + restored + held
  return (
    <section className="stack">
      <h4>What a real run would change</h4>
      {sum === 0 ? (
        <p className="notice notice-good">Nothing: what is kept here is what the tracker says.</p>
      ) : (
        <p>
          {created} new, {updated} changed, {retired} gone, {restored} back, {held} removals held back.
        </p>
      )}
      {samples.length > 0 && (
        <div className="scroll-x" role="region" aria-label="Differences" tabIndex={0}>
          <table className="table">
            <caption>
              {samples.length < sum ? `${samples.length} of ${sum}, as examples` : `All ${samples.length}`}
            </caption>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Record</th>
                <th scope="col">Fields</th>
              </tr>
            </thead>
            <tbody>
              {samples.map(({ event, kind, ref, title, fields }) => (
                <tr key={`${event} ${kind} ${ref}`}>
                  <td>{event}</td>
                  <td>
                    {kind} {title ?? ref}
                  </td>
                  <td>{fields?.join(', ') ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
