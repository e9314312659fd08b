import type { UseQueryResult } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import type { Outputs } from '../../../ui/api-types.ts'
import { instantText, shareText } from '../../../ui/format.ts'
import { QueryView } from '../../../ui/query-view.tsx'
import { StatePanel } from '../../../ui/states.tsx'

/** What every curve says of itself. */
type Told = Pick<Outputs['measures']['burnUp'], 'asOf' | 'coverage' | 'assumptions' | 'unknown' | 'sources'>

/** A curve with its title, what it rests on, and the reason where it cannot be told. */
export function CurveFrame<T extends Told>({
  title,
  how,
  query,
  children,
}: {
  readonly title: string
  /** How it is read, in a sentence. */
  readonly how: string
  readonly query: UseQueryResult<T, unknown>
  readonly children: (curve: T) => ReactNode
}) {
  const heading = useId()
  return (
    <section className="card stack" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <p className="quiet">{how}</p>
      <QueryView query={query} what={title.toLowerCase()}>
        {(curve) => (
          <>
            {curve.unknown === undefined ? (
              children(curve)
            ) : (
              <StatePanel title="It cannot be told" level={3}>
                <p>{curve.unknown}</p>
              </StatePanel>
            )}
            <RestsOn curve={curve} />
          </>
        )}
      </QueryView>
    </section>
  )
}

function RestsOn({ curve: { asOf, coverage, assumptions, sources } }: { readonly curve: Told }) {
  const old = sources.filter(({ stale }) => stale).map(({ connection }) => connection)
  return (
    <div className="small quiet">
      <p>
        Rests on {coverage.known} of {coverage.needed} {coverage.of}
        {coverage.share === undefined ? '' : ` (${shareText(coverage.share)})`}, as of {instantText(asOf)}
        {old.length === 0 ? '.' : `; not up to date: ${old.join(', ')}.`}
      </p>
      {assumptions.length > 0 && (
        <ul>
          {assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
