/**
 * The conformance kit without a test runner: for tools that check plugins.
 * @module
 */
export * from './conformance/index.ts'
export * from './laws/index.ts'
export * from './portfolio/index.ts'
export * from './toolkit/index.ts'
export * from './upstream/index.ts'
export { evaluateCheck, type CheckReport, type CheckResult } from '@headless-pmo/engine'
export { memoryStore, type MemoryStore } from './store/memory-store.ts'
