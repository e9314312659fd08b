/**
 * All laws of the conformance kit, by group.
 * @module
 */
import { lawsOfChecks } from './check/index.ts'
import { dataLaws } from './data/index.ts'
import type { Law } from './law.ts'
import { pluginLaws } from './plugin/index.ts'
import { safetyLaws } from './safety/index.ts'
import { wireLaws } from './wire/index.ts'
import { lawsOfNotifiers } from './notifier/index.ts'
import { lawsOfRoutes } from './route/index.ts'

export type { Law, Rounds } from './law.ts'
export { isLawBroken, LawBroken, type Finding } from './law-broken.ts'
export type { CheckCase } from './check/check-case.ts'
export type { NotifierCase } from './notifier/notifier-case.ts'
export type { RouteCase, RouteRequest } from './route/route-case.ts'
export type { LawSubject, Surroundings } from './subject.ts'

/**
 * Every law, in the order of its id's group and number.
 *
 * @example
 * ```ts
 * const table = laws.map(({ id, title, why }) => `${id} ${title}: ${why}`)
 * ```
 */
export const laws: readonly Law[] = [
  ...dataLaws,
  ...wireLaws,
  ...safetyLaws,
  ...pluginLaws,
  ...lawsOfChecks,
  ...lawsOfNotifiers,
  ...lawsOfRoutes,
]
