import type { Outputs } from '../../ui/api-types.ts'
import { effortText, instantText, shareText } from '../../ui/format.ts'

/** How far the figures below can be trusted: said first, and never left out. */
export function Standing({
  of: { reliable, prerequisites, overdue, assumptions, asOf },
}: {
  readonly of: Pick<
    Outputs['capacity']['matrix'],
    'reliable' | 'prerequisites' | 'overdue' | 'assumptions' | 'asOf'
  >
}) {
  const unmet = prerequisites.filter(({ state }) => state !== 'met')
  return (
    <section
      className={`notice ${reliable ? 'notice-good' : 'notice-doubt'} stack`}
      aria-label="How far this can be trusted"
    >
      <p>
        {reliable
          ? 'Everything that a capacity report needs is there.'
          : `These figures are not reliable: ${unmet.length} of ${prerequisites.length} things they need are missing.`}{' '}
        <span className="quiet" data-varies>
          As of {instantText(asOf)}.
        </span>
      </p>
      {(unmet.length > 0 || assumptions.length > 0 || overdue.items > 0) && (
        <details>
          <summary>What is missing, and what was assumed</summary>
          <ul>
            {unmet.map(({ id, title, state, coverage, action }) => (
              <li key={id}>
                {title}:{' '}
                {state === 'unknown' ? 'unknown' : `${coverage.known} of ${coverage.needed} ${coverage.of}`}
                {coverage.share !== undefined && ` (${shareText(coverage.share)})`}
                {action !== undefined && `. ${action}`}
              </li>
            ))}
            {overdue.items > 0 && (
              <li>
                {overdue.items} open items should have been finished: their {effortText(overdue.minutes)} are
                counted from today on.
              </li>
            )}
            {assumptions.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
