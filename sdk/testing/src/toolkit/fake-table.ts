import type { FakeItem } from './fake-item.ts'

/** The items of one stream as a reader of the fake tracker may see them. */
export interface FakeTable {
  /** All, by instant of their last change, then by number. */
  all(): readonly FakeItem[]
  /** Those changed at an instant or later, in the same order. */
  changedSince(instant: string): readonly FakeItem[]
  get(ref: string): FakeItem | undefined
  /** Where an item went that had this ref before; undefined when it was not moved. */
  movedTo(ref: string): string | undefined
  /** Items that were deleted, with the instant: for trackers that tell. */
  deleted(): readonly { readonly ref: string; readonly at: string }[]
}
