import type { AnyRoute } from '@headless-pmo/sdk'
import { roleNamed, ROLES } from '../rpc/index.ts'
import { configSchemaMistakes } from './verify-config-schema.ts'
import { historyMistakes, isNoFunction, secretMistakes, type Unproven } from './verify-parts.ts'

const NO_KEYS: ReadonlySet<string> = new Set()

/** What is wrong with a route, as far as can be told without a request; nothing when all is well. Pure. */
export function routeMistakes(route: AnyRoute): readonly string[] {
  const parts = route as Unproven<AnyRoute>
  return [
    ...(route.config === undefined ? [] : configSchemaMistakes(route.config, NO_KEYS)),
    ...secretMistakes(route),
    ...historyMistakes(route),
    ...(roleNamed(parts.role) !== undefined ? [] : [`its route has to say role: ${ROLES.join(' | ')}`]),
    ...(typeof parts.fetch === 'function' ? [] : ['its route has no function "fetch"']),
    ...(['egress', 'files'] as const)
      .filter((part) => isNoFunction(parts[part]))
      .map((part) => `its route's "${part}" is no function`),
  ]
}
