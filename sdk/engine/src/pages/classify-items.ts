import type { StoredRaw } from '../ports/store.ts'
import { isLower, type DecodedItem } from './decode-item.ts'

/** What a page means for the raw items that are stored. */
export interface ClassifiedItems {
  /** New, changed or come back: to be written and mapped. */
  readonly changed: readonly DecodedItem[]
  /** Same text as stored. */
  readonly unchanged: number
  /** Older than stored: never written over it (law 6). */
  readonly refused: readonly DecodedItem[]
}

/** Compares a page with what is stored; pure. */
export function classifyItems(
  items: readonly DecodedItem[],
  stored: ReadonlyMap<string, StoredRaw>,
  mapKey: string,
): ClassifiedItems {
  const changed: DecodedItem[] = []
  const refused: DecodedItem[] = []
  let unchanged = 0
  for (const item of items) {
    const known = stored.get(item.ref)
    if (known !== undefined && isLower(item.version, known.version)) refused.push(item)
    else if (
      known !== undefined &&
      known.gone === undefined &&
      known.hash === item.hash &&
      known.mapKey === mapKey
    )
      unchanged++
    else changed.push(item)
  }
  return { changed, unchanged, refused }
}
