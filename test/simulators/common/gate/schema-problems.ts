import type { ErrorObject } from 'ajv'
import { isJsonObject } from '../json.ts'
import type { Problem } from './exchange.ts'

/**
 * What a validator found, one problem a place. A failed union reports the errors of every branch, which tells nothing:
 * it is summed up in one line. Errors outside of unions are reported as they are.
 */
export const schemaProblems = (errors: readonly ErrorObject[], value: unknown): Problem[] => {
  const unions = errors
    .filter((error) => ['anyOf', 'oneOf'].includes(error.keyword))
    .map((error) => error.instancePath)
  const outermost = [...new Set(unions)].filter(
    (path) => !unions.some((other) => other !== path && path.startsWith(`${other}/`)),
  )
  const direct = errors.filter(
    (error) =>
      !outermost.some((path) => error.instancePath === path || error.instancePath.startsWith(`${path}/`)),
  )
  return [
    ...direct.map((error) => ({ place: error.instancePath, problem: problemOf(error) })),
    ...outermost.map((place) => ({ place, problem: unionProblem(errors, place, valueAt(value, place)) })),
  ]
}

const MAX_HINTS = 8

const unionProblem = (errors: readonly ErrorObject[], place: string, value: unknown): string => {
  const kind =
    isJsonObject(value) && typeof value['event'] === 'string' ? ` by event "${value['event']}"` : ''
  // Deep errors say more than those of alternatives that were never meant.
  const deep = errors.filter((error) => error.instancePath.startsWith(`${place}/`))
  const hints = new Set(deep.map((error) => `${error.instancePath.slice(place.length)} ${problemOf(error)}`))
  return [`fits none of the alternatives${kind}`, ...[...hints].slice(0, MAX_HINTS)].join('; ')
}

const valueAt = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((current, key) => {
      if (Array.isArray(current)) return current[Number(key)]
      return isJsonObject(current) ? current[key] : undefined
    }, value)

/** One error of a validator in a line. */
export const problemOf = (error: ErrorObject): string =>
  `${error.message ?? error.keyword} ${JSON.stringify(error.params)}`
