import { conformance } from '@headless-pmo/testing'
import plugin from '../src/index.ts'

conformance(plugin, {
  entry: new URL('../src/index.ts', import.meta.url),
  config: { url: 'https://hooks.example.com/pmo', headers: { 'X-Team': 'web' } },
  secrets: { signing: `whsec_${btoa('canary-7f3a-never-in-any-output!')}` },
})
