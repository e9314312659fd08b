/**
 * The tracker that a plugin is tried on.
 * @module
 */
export * from './edit.ts'
export * from './upstream.ts'
