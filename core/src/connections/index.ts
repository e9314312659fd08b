/**
 * Connections: what is defined, whether it can be used, and the way to its tracker.
 * @module
 */
export type { ConnectionView } from './connection-view.ts'
export { connectionsRouter } from './router.ts'
export type { OpenedConnection } from './opened-connection.ts'
export type { ConnectionParts } from './connection-parts.ts'
export { ConnectionService } from './service.ts'
export { defineConnectionJobs, probeLater, scheduleUpkeep } from './jobs.ts'
