import type { Outputs } from './api-types.ts'
import { isOneOf, type FindingKind } from './finding-kind.ts'

type Count = Outputs['findings']['list']['counts'][number]

/** How many findings of each kind there are; each number shows its own alone, pressed again all. */
export function FindingCounts({
  counts,
  chosen,
  choose,
}: {
  readonly counts: readonly Count[]
  readonly chosen: FindingKind | undefined
  readonly choose: (kind: FindingKind | undefined) => void
}) {
  return (
    <span className="row" role="group" aria-label="Findings by severity">
      {counts.map(({ state, severity, total }) => {
        const isChosen = chosen !== undefined && isOneOf(chosen, { state, severity })
        return (
          <button
            key={`${state} ${severity}`}
            type="button"
            className="tag tag-button"
            aria-pressed={isChosen}
            onClick={() => choose(isChosen ? undefined : { state, severity })}
          >
            {total} {severity}
            {state === 'open' ? '' : ` (${state})`}
          </button>
        )
      })}
    </span>
  )
}
