import type { ConformanceOptions } from '@headless-pmo/testing'
import { withOwners, withoutOwner } from './portfolio.example.ts'

/** What the plugin is tried with: portfolios in which each check fires, and in which it stays silent. */
export default {
  entry: new URL('index.ts', import.meta.url),
  checks: {
    'my-plugin.in-progress-has-an-owner': { fires: withoutOwner, silent: withOwners },
  },
  knownGaps: {},
} satisfies ConformanceOptions
