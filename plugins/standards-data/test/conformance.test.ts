import { conformance } from '@headless-pmo/testing'
import plugin from '../src/index.ts'
import { examples } from '../src/test-support/examples.ts'

// Few rounds: the table of the repository tries all laws again.
conformance(plugin, {
  entry: new URL('../src/index.ts', import.meta.url),
  checks: examples,
  defaultRounds: 3,
})
