/**
 * The conformance kit: the laws that every plugin keeps, fakes of trackers to try them on, and the store in memory
 * with the contract of every store.
 * @module
 */
export * from './kit.ts'
export { conformance } from './conformance/conformance.ts'
export { storeContract, type StoreUnderTest } from './store/store-contract.ts'
