import type { AppRouter } from '@headless-pmo/core'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

/**
 * What each procedure takes, by its name.
 *
 * @example
 * ```ts
 * const question: ApiInputs['findings']['list'] = { severity: 'error', sort: 'due' }
 * ```
 */
export type ApiInputs = inferRouterInputs<AppRouter>

/**
 * What each procedure answers, by its name.
 *
 * @example
 * ```ts
 * type Project = ApiOutputs['projects']['list']['projects'][number]
 * const nameOf = ({ name }: Project): string => name
 * ```
 */
export type ApiOutputs = inferRouterOutputs<AppRouter>
