/**
 * The engine's ports on records, jobs and host: runs, their results, approvals.
 * @module
 */
export type { ConnectionSource, OpenConnection } from './connection.ts'
export { defineSyncJobs, scheduleConnections } from './jobs.ts'
export { runsMigration } from './migrations/runs.ts'
export { createRemovalDesk } from './removal-desk.ts'
export type { RemovalDesk, RemovalFilter, RemovalView } from './removals.ts'
export type { Run, RunRequest, RunState, RunTrigger, RunWait } from './run.ts'
export { syncRouter } from './router.ts'
export { SyncService, type SyncParts } from './service.ts'
