/**
 * Version of this SDK's contract; plugins state the range they work with.
 *
 * @example
 * ```ts
 * const sdk = `^${SDK_VERSION}`
 * ```
 */
export const SDK_VERSION = '1.0.0'
