import { conformance } from '@headless-pmo/testing'
import plugin from '../src/index.ts'
import { planUpstream } from './plan-upstream.fake.ts'

const entry = new URL('../src/index.ts', import.meta.url)

conformance(plugin, { upstream: planUpstream('file'), entry })

conformance(plugin, {
  upstream: planUpstream('web'),
  secrets: { token: 'canary-7f3a-never-in-output' },
  entry,
})
