import type { EvidenceRow } from '../indicators/indicator.ts'

/** Two projects that claim the same items: the first in the order of the configuration has them. A finding to clear up. */
export interface Overlap {
  /** The project that the items belong to. */
  readonly project: string
  /** The project whose sources name them too. */
  readonly also: string
  readonly items: number
  /** Some of the items. */
  readonly evidence: readonly EvidenceRow[]
  /** What to do, as a sentence. */
  readonly action: string
}

/** What somebody should do about items that two projects claim. */
export function overlapAction(project: string, also: string): string {
  return `Decide whose these items are: narrow the sources of ${also} by a filter, or list it before ${project}.`
}
