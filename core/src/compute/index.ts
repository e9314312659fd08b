/**
 * The compute pool: worker threads for pure functions, with limits of time and memory (law 11).
 * @module
 */
export type { ComputeOptions, ComputePool, ComputePoolOptions } from './compute-pool.ts'
export { computeTask, type ComputeFunction, type ComputeTask } from './compute-task.ts'
export { createComputePool } from './piscina-pool.ts'
