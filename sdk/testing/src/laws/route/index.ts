/**
 * Laws of routes.
 * @module
 */
import type { Law } from '../law.ts'
import { r1 } from './r1-mount.ts'
import { r2 } from './r2-role.ts'
import { r3 } from './r3-bad-input.ts'
import { r4 } from './r4-secrets.ts'
import { r5 } from './r5-abort.ts'
import { r6 } from './r6-hosts.ts'
import { r7 } from './r7-apart.ts'

/** Laws R1 to R7. */
export const lawsOfRoutes: readonly Law[] = [r1, r2, r3, r4, r5, r6, r7]
