import { parseDeep } from './parse-deep.ts'

/**
 * Parses JSON without losing digits: an integer that a double cannot hold becomes a `bigint` instead of a
 * rounded number. Everything else is as `JSON.parse` gives it.
 *
 * @throws SyntaxError when the text is not JSON.
 * @example
 * ```ts
 * parseJson('{"id":9007199254740993}') // { id: 9007199254740993n }
 * ```
 */
export function parseJson(text: string): unknown {
  // Only a run of 16 digits or more can be unsafe; without one the plain parser is right and far faster.
  if (!hasLongNumber(text)) return JSON.parse(text)
  try {
    return JSON.parse(text, reviveExactly)
  } catch (error) {
    // Nested deeper than a reviver can follow.
    if (error instanceof RangeError) return parseDeep(text)
    throw error
  }
}

/** Digits of the smallest number that a double may not hold. */
const LONG = 16

/** Whether 16 digits follow each other. Every such run has one where this looks, at each sixteenth character. */
function hasLongNumber(text: string): boolean {
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isDigit(text, at)) continue
    let [first, last] = [at, at]
    while (isDigit(text, first - 1)) first--
    while (isDigit(text, last + 1)) last++
    if (last - first >= LONG - 1) return true
  }
  return false
}

/** False outside of the text, where the code is NaN. */
function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

interface SourceContext {
  readonly source?: string
}

function reviveExactly(_key: string, value: unknown, context?: SourceContext): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source
  return source !== undefined && /^-?\d+$/.test(source) ? BigInt(source) : value
}

/**
 * Writes JSON as `JSON.stringify` does, with a `bigint` as its digits.
 *
 * @throws TypeError when a value contains itself.
 * @example
 * ```ts
 * toJson({ id: 9007199254740993n }) // '{"id":9007199254740993}'
 * ```
 */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    // The plain form, many times faster, knows no bigint and says so with a TypeError; so does it of a cycle.
    if (!(error instanceof TypeError)) throw error
    return JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'bigint' ? rawJson(String(inner)) : inner,
    )
  }
}

// JSON.rawJSON is in the language (ES2026) but not yet in TypeScript's library types.
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON.bind(JSON)
