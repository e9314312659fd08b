/**
 * D: what is synced is what the tracker has.
 * @module
 */
import type { Law } from '../law.ts'
import { d1 } from './d1-exactly-the-live.ts'
import { d2 } from './d2-interleaving.ts'

/** Laws D1 to D14. */
export const dataLaws: readonly Law[] = [d1, d2]
