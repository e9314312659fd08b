/**
 * P: what holds for a plugin as a whole.
 * @module
 */
import type { Law } from '../law.ts'
import { p1InertImport } from './p1-inert-import.ts'
import { p2Manifest } from './p2-manifest.ts'
import { p3Config } from './p3-config.ts'
import { p4Probe } from './p4-probe.ts'
import { p5Releases } from './p5-releases.ts'
import { p6Budgets } from './p6-budgets.ts'
import { p7Dispose } from './p7-dispose.ts'

/** Laws P1 to P7. */
export const pluginLaws: readonly Law[] = [
  p1InertImport,
  p2Manifest,
  p3Config,
  p4Probe,
  p5Releases,
  p6Budgets,
  p7Dispose,
]
