/**
 * A plugin, a tracker and the engine between them, in memory: what the laws of the wire, of safety and of the
 * plugin are tried on.
 * @module
 */
export type { AskedRequest } from './asked.ts'
export * from './compare.ts'
export { drive, turn, type Driven } from './drive.ts'
export * from './trial.ts'
export * from './clean.ts'
export { partOf, tryCases } from './try-cases.ts'
