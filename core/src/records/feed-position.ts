import { PmoError } from '../config/index.ts'

/** Where a reader of the change feed stands: the last change it has taken. Opaque outside of core. */
export interface FeedPosition {
  /** Transaction that wrote the change; text, since it may pass 2^53. */
  readonly xid: string
  readonly seq: number
}

/** Before the first change. */
export const FEED_START: FeedPosition = { xid: '0', seq: 0 }

/** A position as one short text, for cursors and event ids. */
export function formatPosition({ xid, seq }: FeedPosition): string {
  return `${xid}.${seq}`
}

/** @throws PmoError `invalid-request` */
export function parsePosition(text: string): FeedPosition {
  const [, xid, seq] = /^(\d{1,20})\.(\d{1,15})$/.exec(text) ?? []
  if (xid === undefined || seq === undefined) {
    throw new PmoError(
      'invalid-request',
      `"${text}" is no position of the change feed; start without one, or use one that the feed has given.`,
    )
  }
  return { xid, seq: Number(seq) }
}
