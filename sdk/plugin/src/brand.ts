/**
 * What core looks for instead of `instanceof`: plain data marked with what it is and the version of its
 * shape. Two copies of the SDK in one process understand each other, and all of it can be cloned.
 *
 * @example
 * ```ts
 * const kind: string = plugin[BRAND] // 'plugin'
 * ```
 */
export const BRAND = '~headlessPmo'

/** Plain data that says what it is, under the key {@link BRAND}. */
export interface Branded<Kind extends string> {
  /** What it is: `plugin`, `connector`, `stream` … */
  readonly [BRAND]: Kind
}

/**
 * Whether a value is marked as `kind`.
 *
 * @example
 * ```ts
 * const isOurs = (value: unknown): boolean => isBranded(value, 'plugin') || isBranded(value, 'connector')
 * ```
 */
export function isBranded<Kind extends string>(value: unknown, kind: Kind): value is Branded<Kind> {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)[BRAND] === kind
}
