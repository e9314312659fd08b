import type { Dependency } from '@headless-pmo/sdk'
import type { Relation } from './mention.ts'

/** The link that words mean. `reversed`: it leads from the item that is named to the one that names it. */
export interface Meaning {
  readonly type: Dependency['type']
  readonly reversed: boolean
}

/** What each relation becomes where nobody says otherwise. A mere mention and a closing keyword move no date. */
export const RELATION_MEANING: Readonly<Record<Relation, Meaning>> = {
  depends: { type: 'FS', reversed: true },
  blocks: { type: 'FS', reversed: false },
  implements: { type: 'implements', reversed: false },
  duplicates: { type: 'duplicates', reversed: false },
  relates: { type: 'relates', reversed: false },
}
