/**
 * What is known of a plugin without running it: `pmo.manifest.json`.
 * @module
 */
export * from './describe-plugin.ts'
export * from './manifest.ts'
export type * from './manifest-contribution.ts'
export type * from './json-schema.ts'
