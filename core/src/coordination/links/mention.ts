/**
 * What a text says of the item that it names, from the item that the text belongs to: `depends` on it, `blocks` it,
 * `implements` it (closing keywords), `duplicates` it, or no more than that it has to do with it.
 */
export type Relation = 'depends' | 'blocks' | 'implements' | 'duplicates' | 'relates'

/** An item that a text names. */
export interface Mention {
  readonly relation: Relation
  /** Readable key: `ABC-123`, `acme/web#12`. */
  readonly name: string
  /** The whole address where the text has one, without what does not change where it leads; else empty. */
  readonly address: string
  /** The project or repository of the key. */
  readonly scope: string
  /** The sentence around it, in one line. */
  readonly sentence: string
}
