/**
 * What ties items together: dependencies within and across projects.
 * @module
 */
export * from './links/index.ts'
export * from './network/index.ts'
