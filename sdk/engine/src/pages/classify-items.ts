import type { StoredRaw } from '../ports/store.ts'
import { isLower } from './compare-versions.ts'
import { ALONG_PART, type Step } from './step.ts'
import { contestedKey } from '../records/map-key.ts'
import type { DecodedItem } from './decode-item.ts'

/** What a page means for the raw items that are stored. */
export interface ClassifiedItems {
  /** New, changed or come back: to be written and mapped. */
  readonly changed: readonly DecodedItem[]
  /** Same text as stored. */
  readonly unchanged: number
  /** Older than stored: never written over it (law 6). */
  readonly refused: readonly DecodedItem[]
}

/**
 * Compares the items of a step with what is stored; pure. What came along before and is now read by its own
 * stream counts as changed, because it takes its part; what a person was asked to remove and is seen again does,
 * because writing it withdraws the question.
 */
export function classifyItems(
  { items, along, asked }: Pick<Step, 'items' | 'along' | 'asked'>,
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
      (known.mapKey === mapKey || known.mapKey === contestedKey(mapKey)) &&
      (known.part !== ALONG_PART || along === true) &&
      asked?.has(item.ref) !== true
    )
      unchanged++
    else changed.push(item)
  }
  return { changed, unchanged, refused }
}
