/**
 * Conflicts between projects, tools and people, and findings about links.
 * @module
 */
export { capacityWord, type CapacitySource } from './capacity-word.ts'
export type { FactSources } from './collect-facts.ts'
export {
  CONFLICT_KINDS,
  type Conflict,
  type ConflictKind,
  type Evidence,
  type KeptConflict,
  type Party,
  type Unchecked,
} from './conflict.ts'
export type { CapacityWord } from './conflict-facts.ts'
export { defineConflictJobs, scheduleConflicts } from './jobs.ts'
export { conflictsMigration } from './migrations/conflicts.ts'
export { orderBreach } from './order-breach.ts'
export { lastLook, listConflicts } from './queries.ts'
export { conflictsRouter } from './router.ts'
export { ConflictService, type ConflictParts, type Looked } from './service.ts'
