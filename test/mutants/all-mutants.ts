import { checkMutants } from './check/check-mutants.ts'
import { dataMutants } from './data/data-mutants.ts'
import type { Mutant } from './mutant.ts'
import { notifierMutants } from './notifier/notifier-mutants.ts'
import { pluginMutants } from './plugin/plugin-mutants.ts'
import { routeMutants } from './route/route-mutants.ts'
import { safetyMutants } from './safety/safety-mutants.ts'
import { wireMutants } from './wire/wire-mutants.ts'

/** Every wrong plugin; each group's own test proves that its law catches it. */
export const allMutants: readonly Mutant[] = [
  ...dataMutants,
  ...wireMutants,
  ...safetyMutants,
  ...pluginMutants,
  ...checkMutants,
  ...notifierMutants,
  ...routeMutants,
]
