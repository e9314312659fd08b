import { toJson } from './parse-json.ts'

/**
 * A JSON value together with the exact text it had on the wire. The text is what is stored as raw, so that
 * nothing a parser does (rounding, key order, escapes) is ever lost; the value is what code reads. See {@link verbatimElements}.
 */
export interface Verbatim<T = unknown> {
  readonly '~verbatim': true
  /** The exact text on the wire. */
  readonly text: string
  /** The same, parsed; integers beyond 2^53 as `bigint`. */
  readonly value: T
}

/**
 * Takes a value with its wire text as it is, or a plain one with the text that `toJson` gives it.
 *
 * @example
 * ```ts
 * asVerbatim({ id: 7 }).text // '{"id":7}'
 * ```
 */
export function asVerbatim(item: unknown): Verbatim {
  return isVerbatim(item) ? item : { '~verbatim': true, text: toJson(item), value: item }
}

/**
 * Whether a value carries its wire text.
 *
 * @example
 * ```ts
 * const valueOf = (item: unknown): unknown => (isVerbatim(item) ? item.value : item)
 * ```
 */
export function isVerbatim(item: unknown): item is Verbatim {
  return (
    typeof item === 'object' && item !== null && (item as { '~verbatim'?: unknown })['~verbatim'] === true
  )
}
