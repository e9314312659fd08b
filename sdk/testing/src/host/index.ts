/**
 * The host in memory.
 * @module
 */
export { kitAuthorizer } from './authorize.ts'
export { FILE_BASE, fileAddress } from './file-base.ts'
export { withHostDate } from './host-date.ts'
export { kitClock, type KitClock } from './kit-clock.ts'
export {
  connectorOf,
  openHost,
  type HostOptions,
  type KitRun,
  type MemoryHost,
  type SyncOptions,
} from './memory-host.ts'
export type { Death } from './mortal-store.ts'
export { lineOf, type StateRecord } from './read-state.ts'
export type { GivenPage, Stretch } from './watch-pages.ts'
