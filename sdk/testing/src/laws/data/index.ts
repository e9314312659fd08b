/**
 * D: what is synced is what the tracker has.
 * @module
 */
import type { Law } from '../law.ts'

/** Laws D1 to D14. */
export const dataLaws: readonly Law[] = []
