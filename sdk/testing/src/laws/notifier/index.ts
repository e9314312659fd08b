/**
 * Laws of notifiers.
 * @module
 */
import type { Law } from '../law.ts'
import { n1 } from './n1-carries.ts'
import { n2 } from './n2-same-again.ts'
import { n3 } from './n3-hosts.ts'
import { n4 } from './n4-secrets.ts'
import { n5 } from './n5-refusals.ts'
import { n6 } from './n6-slow.ts'
import { n7 } from './n7-any-text.ts'
import { n8 } from './n8-apart.ts'

/** Laws N1 to N8. */
export const lawsOfNotifiers: readonly Law[] = [n1, n2, n3, n4, n5, n6, n7, n8]
