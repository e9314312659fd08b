import { z, type Page, type Verbatim } from '@headless-pmo/sdk'
import { fingerprint } from './fingerprint.ts'

/** Cursor of a list that is read whole: a mark of what it held. */
export const SnapshotCursor = z.strictObject({ print: z.string() })
export type SnapshotCursor = z.output<typeof SnapshotCursor>

export const SNAPSHOT_START: SnapshotCursor = { print: '' }

/** The whole list as one page, or no page, which says "unchanged". */
export function* snapshotOf(
  elements: readonly Verbatim[],
  cursor: SnapshotCursor,
): Generator<Page<never, SnapshotCursor>> {
  const print = fingerprint(elements.map((element) => element.text).join('\n'))
  if (print !== cursor.print) yield { items: elements, cursor: { print }, total: elements.length }
}
