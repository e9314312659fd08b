export type { Run, RunRequest, RunState, RunTrigger, RunWait } from './run.ts'
export type { SyncService, RemovalView } from './service.ts'
