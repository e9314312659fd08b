import type { ConformanceOptions } from '@headless-pmo/testing'
import { myPluginUpstream } from './upstream.fake.ts'

/** What the plugin is tried with: by its laws, by `pmo plugin dev` and by `pmo plugin pack`. */
export default {
  config: { team: 'ENG' },
  secrets: { apiKey: 'canary-7f3a-never-in-output' },
  upstream: myPluginUpstream,
  entry: new URL('index.ts', import.meta.url),
  knownGaps: {},
} satisfies ConformanceOptions
