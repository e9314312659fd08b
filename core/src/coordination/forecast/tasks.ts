import { computeTask } from '../../compute/index.ts'
import type { compileProgram } from './simulation/compile-program.ts'
import type { sensitivity } from './simulation/sensitivity.ts'
import type { simulate } from './simulation/simulate.ts'
import type { summarise } from './simulation/summarise.ts'
import type { forecastThroughput } from './throughput/throughput-forecast.ts'

const from = import.meta.url

/** Making a network ready for a simulation, for the pool. */
export const COMPILE = computeTask<typeof compileProgram>({
  title: 'Preparing a forecast',
  from,
  module: './simulation/compile-program',
  name: 'compileProgram',
})
/** Some iterations of a simulation. */
export const SIMULATE = computeTask<typeof simulate>({
  title: 'A forecast',
  from,
  module: './simulation/simulate',
  name: 'simulate',
})
/** Quantiles of a simulation. */
export const SUMMARISE = computeTask<typeof summarise>({
  title: 'Summing up a forecast',
  from,
  module: './simulation/summarise',
  name: 'summarise',
})
/** Rank correlations of a simulation. */
export const SENSITIVITY = computeTask<typeof sensitivity>({
  title: 'The sensitivity of a forecast',
  from,
  module: './simulation/sensitivity',
  name: 'sensitivity',
})
/** A forecast from throughput. */
export const THROUGHPUT = computeTask<typeof forecastThroughput>({
  title: 'A throughput forecast',
  from,
  module: './throughput/throughput-forecast',
  name: 'forecastThroughput',
})
