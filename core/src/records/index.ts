/** The face of synced data. */
export { createStore } from './store.ts'
export { fingerprint } from './fingerprint.ts'
export { syncedDataMigration } from './migrations/synced-data.ts'
export { findRemovals, markRemoval, removalItems, type RemovalItem } from './queries-removals.ts'
