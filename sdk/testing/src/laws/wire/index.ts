/**
 * H: how a plugin behaves on the wire.
 * @module
 */
import type { Law } from '../law.ts'
import { h1Throttling } from './h1-throttling.ts'
import { h2Failures } from './h2-failures.ts'
import { h3Egress } from './h3-egress.ts'
import { h4Reading } from './h4-reading.ts'
import { h5Budgets } from './h5-budgets.ts'
import { h6Abort } from './h6-abort.ts'

/** Laws H1 to H6. */
export const wireLaws: readonly Law[] = [h1Throttling, h2Failures, h3Egress, h4Reading, h5Budgets, h6Abort]
