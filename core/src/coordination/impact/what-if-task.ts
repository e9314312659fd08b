import { computeTask } from '../../compute/index.ts'
import type { whatIfs } from './what-if.ts'

/** Experiments on schedules, for the pool. */
export const WHAT_IFS = computeTask<typeof whatIfs>({
  title: 'Experimenting on the schedules',
  from: import.meta.url,
  module: './what-if',
  name: 'whatIfs',
})
