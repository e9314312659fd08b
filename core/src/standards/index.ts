/**
 * Standards: rules that judge, what they find, and what is accepted for a time.
 * @module
 */
export * from './facts/index.ts'
export * from './findings/index.ts'
export * from './findings/formats/index.ts'
export * from './rules/index.ts'
export * from './gates/index.ts'
export * from './run/index.ts'
export * from './scorecards/index.ts'
