import type { Light } from './api-types.ts'

/** Shape and word beside the colour: a light is never told by colour alone. */
const SIGNS = { green: '●', amber: '▲', red: '■', unknown: '?' } as const
const WORDS = { green: 'Green', amber: 'Amber', red: 'Red', unknown: 'Unknown' } as const

/** A light with its word. `unknown` looks like none of the others. */
export function LightMark({
  light,
  compact = false,
}: {
  readonly light: Light | undefined
  readonly compact?: boolean
}) {
  if (light === undefined) return <span className="light light-none">{compact ? '–' : 'Not judged'}</span>
  return (
    <span className={`light light-${light}`}>
      <span aria-hidden="true">{SIGNS[light]}</span>
      <span className={compact ? 'visually-hidden' : undefined}>{WORDS[light]}</span>
    </span>
  )
}
