/**
 * The conformance kit without a test runner: for tools that check plugins.
 * @module
 */
export * from './conformance/index.ts'
export * from './document/index.ts'
export * from './laws/index.ts'
export * from './portfolio/index.ts'
export * from './toolkit/index.ts'
export * from './upstream/index.ts'
export { evaluateCheck, type CheckReport, type CheckResult } from '@headless-pmo/engine'
export { memoryStore, type MemoryStore } from './store/memory-store.ts'
export {
  createWire,
  cuts,
  dawdles,
  fails,
  hangs,
  keepsBudget,
  leadsNextPageAway,
  misses,
  redirects,
  refuses,
  refusesConnections,
  resets,
  showsLoginPage,
  throttles,
  throttlesLikeGitHub,
  timesOut,
  type Exchange,
  type FaultRule,
  type SentRequest,
  type Throttling,
  type Wire,
  type WireFault,
} from './wire/index.ts'
