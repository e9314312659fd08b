/**
 * Faults of the wire, for any upstream.
 * @module
 */
export * from './breakage.ts'
export * from './echoing.ts'
export * from './fault.ts'
export * from './hostile-text.ts'
export * from './leading-away.ts'
export * from './refusing.ts'
export * from './throttling.ts'
export { createWire, type SentRequest, type Wire } from './wire.ts'
