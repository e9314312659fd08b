/**
 * The ways in which people change a tracker while it is read. `touch` changes an item's instant and nothing else;
 * `hide` and `show` take and give the right to see it, silently; `move` gives it another ref; `recreate` brings a
 * deleted item back under its old ref.
 *
 * @example
 * ```ts
 * const can: ReadonlySet<EditKind> = new Set(EDIT_KINDS.filter((kind) => kind !== 'archive'))
 * ```
 */
export const EDIT_KINDS = [
  'create',
  'edit',
  'touch',
  'archive',
  'delete',
  'move',
  'hide',
  'show',
  'recreate',
] as const

/** One of {@link EDIT_KINDS}. */
export type EditKind = (typeof EDIT_KINDS)[number]

/**
 * What an edit writes into an item; only `create` and `edit` have it, and only fields that the upstream `takes`.
 *
 * @example
 * ```ts
 * const content: Content = { title: 'Sign in fails', status: 'Waiting for Godot' }
 * ```
 */
export interface Content {
  /** What it is called from then on. */
  readonly title?: string
  /** A status word, which may be one that nobody has seen before. */
  readonly status?: string
  /** For `create`: the ref that the item gets. */
  readonly ref?: string
  /** Fields that the vendor's documentation does not know, beside the others. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/**
 * One change of a tracker, as data: the kit draws them at random and shrinks them.
 *
 * @example
 * ```ts
 * const edit: Edit = { kind: 'edit', item: 3, tied: true, seed: 7 } // at the same instant as the one before
 * ```
 */
export interface Edit {
  /** What happens to it. */
  readonly kind: EditKind
  /** Which item, counted over those that the edit can apply to, modulo their number. */
  readonly item: number
  /** It falls on the same instant as the edit before it. The kit keeps its clock still then; upstreams just read it. */
  readonly tied: boolean
  /** Decides all that the edit leaves open: the stream of a new item, texts, people. */
  readonly seed: number
  /** What is written into it. */
  readonly content?: Content
}

/**
 * What an edit did: the item that it concerned, by the stream and ref that a reader knows it by.
 *
 * @example
 * ```ts
 * const applied: AppliedEdit = { stream: 'issues', ref: '4711', movedTo: '5012' }
 * ```
 */
export interface AppliedEdit {
  /** Name of the stream. */
  readonly stream: string
  /** The ref before the edit. */
  readonly ref: string
  /** For `move`: the new ref. */
  readonly movedTo?: string
}
