import { createHash } from 'node:crypto'

/** Kinds of conflicts and of findings about links, in the order in which they are listed: the few and hard ones first. */
export const CONFLICT_KINDS = [
  'cycle',
  'opposite-links',
  'dates-differ',
  'milestone-too-late',
  'successor-too-early',
  'key-person',
  'no-unit',
  'over-allocation',
  'unknown-end',
  'unconfirmed-link',
] as const

/** One of {@link CONFLICT_KINDS}. */
export type ConflictKind = (typeof CONFLICT_KINDS)[number]

/** One fact that a conflict stands on, as a reader can look it up again. */
export interface Evidence {
  /** Whose word it is: a tracker's record, a link of the PMO, the schedule, or capacity. */
  readonly source: 'tracker' | 'link' | 'schedule' | 'capacity'
  /** Public key of the item, where it is about one. */
  readonly connection?: string
  readonly ref?: string
  readonly key?: string
  readonly url?: string
  /** Id of the project, where it is about one. */
  readonly project?: string
  /** What it is: "planned finish", "link", "work in 2026-W12". */
  readonly what: string
  /** Its value, as text. */
  readonly value: string
}

/** Somebody who has to do with it, and in which part. */
export interface Party {
  readonly kind: 'project' | 'person' | 'unit'
  readonly id: string
  readonly name: string
  /** Who answers for it: a project's manager, the head of a person's unit. Absent: nobody is named. */
  readonly owner?: string
  readonly part: string
}

/** Two things that cannot both be, or one that nobody answers for; found anew at each look, the same under the same id. */
export interface Conflict {
  /** Stable as long as it is about the same things. */
  readonly id: string
  readonly kind: ConflictKind
  /** One sentence: what cannot be, by how much. */
  readonly sentence: string
  /** What to do about it. */
  readonly action: string
  /** How much it is, in `unit`; greater is worse. */
  readonly size: number
  readonly unit: 'days' | 'hours' | 'projects' | 'items' | 'links'
  readonly evidence: readonly Evidence[]
  readonly parties: readonly Party[]
  /** True: something that it stands on is assumed, see the evidence. */
  readonly assumed: boolean
}

/** A conflict that is kept: since when, and until when. Instants. */
export interface KeptConflict extends Conflict {
  readonly firstSeen: string
  /** Absent: it is still there. */
  readonly endedAt?: string
}

/** A kind that could not be looked for: nothing of it is shown, and that does not mean that there is none. */
export interface Unchecked {
  readonly kind: ConflictKind
  readonly why: string
  readonly action: string
}

/** The id of a conflict: of its kind and what it is about. Pure. */
export function conflictId(kind: ConflictKind, ...about: readonly string[]): string {
  const text = JSON.stringify([kind, ...about])
  return `${kind}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}
