/**
 * An item of a fake tracker. Written as JSON it takes the form that the stream's `render` gives it. See {@link fakeUpstream}.
 */
export interface FakeItem {
  /** Its id, unique in the stream; another one after a move. */
  readonly ref: string
  /** The number it was made with; stays the same when it moves. */
  readonly number: number
  /** What it is called. */
  readonly title: string
  /** A word of the stream's `statuses`, or one that nobody has seen before. */
  readonly status: string
  /** A login, one of a few. */
  readonly person: string
  /** Instants of the tracker's clock, ISO 8601 in UTC. */
  readonly created: string
  /** Instant of its last change, ISO 8601 in UTC. */
  readonly updated: string
  /** Whether it is put away. */
  readonly archived: boolean
  /** What the stream's `draw` gave. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** An item with what only the world knows of it. */
export interface WorldItem extends FakeItem {
  /** Deleted items are kept: they can be re-created. */
  readonly deleted: boolean
  readonly hidden: boolean
  /** Fields that the vendor's documentation does not know. */
  readonly extra: Readonly<Record<string, unknown>>
}
