/**
 * Laws of checks.
 * @module
 */
import type { Law } from '../law.ts'
import { c1 } from './c1-pure.ts'
import { c2 } from './c2-order.ts'
import { c3 } from './c3-keys.ts'
import { c4 } from './c4-evidence.ts'
import { c5 } from './c5-stranger.ts'
import { c6 } from './c6-remedy.ts'
import { c7 } from './c7-both-ways.ts'
import { c8 } from './c8-today.ts'
import { c9 } from './c9-cost.ts'

/** Laws C1 to C9. */
export const lawsOfChecks: readonly Law[] = [c1, c2, c3, c4, c5, c6, c7, c8, c9]
