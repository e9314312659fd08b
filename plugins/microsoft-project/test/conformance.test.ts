import { conformance } from '@headless-pmo/testing'
import plugin from '../src/index.ts'
import { planUpstream } from './plan-upstream.fake.ts'

const entry = new URL('../src/index.ts', import.meta.url)

conformance(plugin, { config: { files: ['plans'] }, upstream: planUpstream('file'), entry })

conformance(plugin, {
  config: { urls: ['https://plans.example/house-0.xml'] },
  upstream: planUpstream('web'),
  secrets: { token: 'canary-7f3a-never-in-output' },
  entry,
})
