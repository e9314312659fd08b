/**
 * Who says that a link is there: a tracker's record; `milestone`: that an item is planned for a milestone; `stated` by
 * the PMO; `found` in a text and confirmed.
 */
export type LinkOrigin = 'tracker' | 'milestone' | 'stated' | 'found'

/** One link of the network, at the index that it has in the network's arrays. */
export interface NetworkLink {
  /** Index of the predecessor. */
  readonly from: number
  /** Index of the successor. */
  readonly to: number
  readonly type: 'FS' | 'SS' | 'FF' | 'SF'
  readonly origin: LinkOrigin
  /** Public key of the dependency record, where a tracker has one. */
  readonly connection?: string
  readonly ref?: string
  /** Id of a link that the PMO keeps. */
  readonly kept?: string
  /** The tracker's own word: "blocks", "is cloned by". */
  readonly nativeType?: string
  /** A tracker or the PMO stands for it. Links that were only found in a text do not schedule until confirmed. */
  readonly confirmed: boolean
  /** Its ends belong to two connections. */
  readonly acrossTools: boolean
}
