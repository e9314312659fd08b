import type { Dependency } from '@headless-pmo/sdk'
import type { LinkEnd } from './link-end.ts'

/** Types that may have a lag. */
export const SCHEDULE_LINK_TYPES: ReadonlySet<Dependency['type']> = new Set(['FS', 'SS', 'FF', 'SF'])

/** A link that the PMO keeps and no tracker has: stated by a person, or found in a text and confirmed by one. */
export interface KeptLink {
  /** Stable: `stated:12`, `found:34`. */
  readonly id: string
  readonly origin: 'stated' | 'found'
  /** The predecessor, or what blocks. */
  readonly from: LinkEnd
  readonly to: LinkEnd
  readonly type: Dependency['type']
  readonly lag?: NonNullable<Dependency['lag']>
  /** Who stated or confirmed it, when (instant), and why. */
  readonly by: string
  readonly at: string
  readonly note?: string
  /** The sentence that it was found in. */
  readonly sentence?: string
}
