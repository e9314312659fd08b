/**
 * What tests of Headless PMO and its plugins share: the store in memory and the contract of every store.
 * @module
 */
export { memoryStore, type MemoryStore } from './store/memory-store.ts'
export { storeContract, type StoreUnderTest } from './store/store-contract.ts'
