/**
 * The sync engine as pure modules over ports; the server and the conformance kit run the same one.
 * @module
 */
export * from './fenced-error.ts'
export * from './ports/clock.ts'
export * from './ports/store.ts'
export * from './ports/transport.ts'
export * from './stream-result.ts'
