import type { Manifest } from '@headless-pmo/sdk'

/**
 * How a law went; what the kit's `checkLaws` gives. The kit belongs to the author's package, in its author's version:
 * what comes from it is checked here.
 */
export interface LawOutcome {
  readonly law: string
  readonly title: string
  readonly state: 'passed' | 'broken' | 'gap' | 'closed gap' | 'not applicable'
  readonly reason?: string
  readonly ms: number
}

/** What all laws together say of a plugin, and it of itself. */
export interface LawOutcomes {
  /** What the plugin says of itself. */
  readonly described: Manifest
  readonly ok: boolean
  /** `PMO_LAW_SEED` that draws the same cases again. */
  readonly seed: number
  readonly results: readonly LawOutcome[]
}

/** Laws that fail a run: broken ones, and gaps that are none any more. */
export const failures = (results: readonly LawOutcome[]): readonly LawOutcome[] =>
  results.filter(({ state }) => state === 'broken' || state === 'closed gap')
