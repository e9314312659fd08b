/** The face of the background work: the queue, and leases with fencing. */
export {
  type DeadJob,
  type EnqueueOptions,
  type JobHandler,
  type JobLog,
  type JobOptions,
  type JobRun,
  type JobSchedule,
  type Json,
  type PerKey,
  type Recurrence,
} from './job.ts'
export { createJobs, type Jobs } from './jobs.ts'
export {
  acquireLease,
  assertFence,
  breakLease,
  freeLeases,
  keepLease,
  releaseLease,
  type Lease,
  type LeaseResult,
} from './lease.ts'
export { isHolderGone, PROCESS_HOLDER } from './holder.ts'
export { leaseMigration } from './migrations/0001-lease.ts'
