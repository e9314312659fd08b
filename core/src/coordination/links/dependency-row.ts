import type { Dependency } from '@headless-pmo/sdk'
import type { Resolved } from '../../records/index.ts'
import type { Relation } from './mention.ts'
import type { FoundDecision } from './queries-found.ts'

/** An end of a dependency: an item, or what is known of one outside of what is synced; or a whole project. */
export interface DependencyEnd {
  /** Absent: the end is the project itself. */
  readonly item?: Resolved
  /** Id of the project that the item belongs to, or that is the end. */
  readonly project?: string
}

/** What stands in a text. */
export interface FoundIn {
  /** Which end the text belongs to. */
  readonly end: 'from' | 'to'
  readonly field: string
  /** Absent once no text says it any more. */
  readonly sentence?: string
  readonly relation: Relation
  /** The key or address that the text names. */
  readonly name: string
  /** How many items it may mean. */
  readonly candidates: number
  /** Instant since when no text says it any more. */
  readonly goneAt?: string
  readonly decision?: FoundDecision
}

/** A dependency with both ends looked up, and whose word it is. */
export interface DependencyRow {
  /** Stable: `stated:12`, `found:34`, or the connection and ref of a tracker's record. */
  readonly id: string
  readonly origin: 'tracker' | 'stated' | 'found'
  /** A tracker or a person stands for it. */
  readonly confirmed: boolean
  readonly from: DependencyEnd
  readonly to: DependencyEnd
  readonly type: Dependency['type']
  readonly lag?: NonNullable<Dependency['lag']>
  /** Of a tracker's link: its record. */
  readonly connection?: string
  readonly ref?: string
  readonly data?: Dependency
  /** Of a stated link: who said it when (instant) and why, and who took it back. */
  readonly stated?: {
    readonly by: string
    readonly at: string
    readonly note?: string
    readonly withdrawnBy?: string
    readonly withdrawnAt?: string
    readonly withdrawnNote?: string
  }
  readonly found?: FoundIn
}
