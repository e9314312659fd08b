/**
 * What ties items together: dependencies within and across projects.
 * @module
 */
export * from './capacity/index.ts'
export * from './links/index.ts'
export * from './network/index.ts'
export { pastInstant } from './network/past-instant.ts'
export * from './conflicts/index.ts'
export * from './forecast/index.ts'
export * from './impact/index.ts'
export * from './roadmap/index.ts'
