import { conformance } from '@headless-pmo/testing'
import plugin from './index.ts'
import { helloUpstream } from './upstream.fake.ts'

conformance(plugin, {
  config: { team: 'ENG' },
  secrets: { apiKey: 'canary-7f3a-never-in-output' },
  upstream: helloUpstream,
  entry: new URL('index.ts', import.meta.url),
})
