import type { RegisterBody } from './bodies.ts'
import type { RegisterKind } from './register-kind.ts'

/** An entry as it stands. */
export interface RegisterEntry<K extends RegisterKind = RegisterKind> {
  /** Names it for ever, among the entries of all kinds: given by whoever adds it, else e.g. "R-12". */
  readonly id: string
  readonly kind: K
  /** Id of the project; absent: of the house. */
  readonly project?: string
  readonly body: RegisterBody<K>
  /** Counts up with each change, from 1. */
  readonly version: number
  readonly changedBy: string
  /** Instant. */
  readonly changedAt: string
  /** Instant at which it was added. */
  readonly addedAt: string
  /** Set where it was withdrawn: nothing is deleted. */
  readonly withdrawn?: { readonly by: string; readonly at: string; readonly reason: string }
}

/** What an entry said at one of its versions. */
export interface RegisterVersion<K extends RegisterKind = RegisterKind> {
  readonly version: number
  readonly what: 'added' | 'changed' | 'withdrawn' | 'returned'
  readonly project?: string
  /** What it said from then on. */
  readonly body: RegisterBody<K>
  /** Names of the fields that became another. */
  readonly changed: readonly string[]
  /** Why; a withdrawal has a reason. */
  readonly reason?: string
  readonly by: string
  /** Instant. */
  readonly at: string
}

/** An entry that is to be added. */
export interface NewEntry<K extends RegisterKind = RegisterKind> {
  readonly kind: K
  readonly id?: string
  readonly project?: string
  readonly body: RegisterBody<K>
  readonly by: string
  readonly reason?: string
}
