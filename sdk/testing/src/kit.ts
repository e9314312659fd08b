/**
 * The conformance kit without a test runner: for tools that check plugins.
 * @module
 */
export * from './conformance/index.ts'
export * from './laws/index.ts'
export * from './toolkit/index.ts'
export * from './upstream/index.ts'
export { memoryStore, type MemoryStore } from './store/memory-store.ts'
