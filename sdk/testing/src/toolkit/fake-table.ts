import type { FakeItem } from './fake-item.ts'

/** The items of one stream as a reader of the fake tracker may see them. See {@link fakeUpstream}. */
export interface FakeTable {
  /** All, by instant of their last change, then by number. */
  all(): readonly FakeItem[]
  /** Those changed at an instant or later, in the same order. @throws TypeError when it is no instant */
  changedSince(instant: string): readonly FakeItem[]
  /** One item, if a reader may see it. */
  get(ref: string): FakeItem | undefined
  /** The ref that an item has now which had this one before; undefined when it was not moved. */
  movedTo(ref: string): string | undefined
  /** Items that were deleted, with the instant: for trackers that tell. */
  deleted(): readonly {
    /** The ref it had. */
    readonly ref: string
    /** When it went, ISO 8601 in UTC. */
    readonly at: string
  }[]
}
