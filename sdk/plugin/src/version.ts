/**
 * Version of this SDK's contract; plugins state the range they work with. A minor adds (1.1: checks, notifiers, routes, the history of
 * a config; 1.2: authorisation by address, OData batches, limits by reason, webhooks that are registered), a major changes what a plugin written against it relies on.
 *
 * @example
 * ```ts
 * const sdk = `^${SDK_VERSION}`
 * ```
 */
export const SDK_VERSION = '1.2.0'
