import { computeTask } from '../../compute/index.ts'
import type { simulate } from './simulate.ts'

/** Computing a scenario, for the pool. */
export const SIMULATE = computeTask<typeof simulate>({
  title: 'Computing the scenario',
  from: import.meta.url,
  module: './simulate',
  name: 'simulate',
})
