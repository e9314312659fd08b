import type { Outputs } from '../../ui/api-types.ts'

type Level = Outputs['scorecards']['get']['levels'][number]

const WORDS = { reached: 'reached', missed: 'missed', unknown: 'unknown' } as const
const SIGNS = { reached: '✓', missed: '✕', unknown: '?' } as const

/** Levels in their order, each with a sign that does not need its colour. */
export function LevelMarks({ levels }: { readonly levels: readonly Level[] }) {
  return (
    <span className="level-marks">
      {levels.map(({ number, name, state }) => (
        <span key={number} className={`level level-${state}`} title={`${number} ${name}: ${WORDS[state]}`}>
          <span aria-hidden="true">
            {number}
            {SIGNS[state]}
          </span>
          <span className="visually-hidden">
            Level {number} {name} {WORDS[state]}.
          </span>
        </span>
      ))}
    </span>
  )
}
