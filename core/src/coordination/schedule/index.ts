/**
 * The schedule engine: the critical path method in working time over a network given as arrays. Pure.
 * @module
 */
export { createNetwork } from './create-network.ts'
export type { NetworkSize } from './create-network.ts'
export { CONSTRAINTS, LAG_KINDS, LINK_TYPES, NODE_FLAGS } from './network.ts'
export type {
  ConstraintName,
  LagKindName,
  LinkColumns,
  LinkTypeName,
  Network,
  NodeColumns,
  ProjectColumns,
} from './network.ts'
export type { NetworkChange, NodeValues } from './network-change.ts'
export type { NetworkOrder } from './network-order.ts'
export type { Rescheduled } from './rescheduled.ts'
export type { ScheduleOptions } from './schedule-options.ts'
export type { NodeDateField, ScheduleProblem } from './schedule-problem.ts'
export { HORIZON_END, HORIZON_START } from './horizon.ts'
export { DRIVERS } from './schedule-result.ts'
export type { DriverName, Schedule } from './schedule-result.ts'
export { schedule } from './schedule.ts'
export type { ScheduleColumns, WorkingColumns } from './schedule-result.ts'
export { networkOf } from './network-of.ts'
export type { LinkSpec, NetworkSpec, NodeSpec, ProjectSpec } from './network-of.ts'
export { criticalPaths } from './critical-paths.ts'
export type { CriticalPath, CriticalPaths, CriticalPathsOptions } from './critical-paths.ts'
export type { Explanation, ExplanationStep } from './explain.ts'
export type { NetworkAdditions } from './change-network.ts'
export { Rescheduler } from './rescheduler.ts'
export type { ScheduledNetwork } from './restore-state.ts'
