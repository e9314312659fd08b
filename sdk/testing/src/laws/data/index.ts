/**
 * D: what is synced is what the tracker has.
 * @module
 */
import type { Law } from '../law.ts'
import { d1 } from './d1-exactly-the-live.ts'
import { d10 } from './d10-progress.ts'
import { d11 } from './d11-identity.ts'
import { d12 } from './d12-fidelity.ts'
import { d13 } from './d13-determinism.ts'
import { d14 } from './d14-two-accounts.ts'
import { d2 } from './d2-interleaving.ts'
import { d3 } from './d3-crash.ts'
import { d4 } from './d4-replay.ts'
import { d5 } from './d5-versions.ts'
import { d6 } from './d6-empty-delta.ts'
import { d7 } from './d7-clock-skew.ts'
import { d8 } from './d8-removals.ts'
import { d9 } from './d9-future-cursor.ts'

/** Laws D1 to D14. */
export const dataLaws: readonly Law[] = [d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13, d14]
