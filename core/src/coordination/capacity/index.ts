/**
 * Demand against capacity of people, over all trackers.
 * @module
 */
export type {
  CapacityFacts,
  CapacityProject,
  CapacityUnit,
  Claimant,
  DemandCell,
  Effort,
  PeriodFacts,
} from './capacity-facts.ts'
export type { CompetingProject, OverAllocation } from './over-allocation.ts'
export type { Period } from './period.ts'
export { type Prerequisite, type PrerequisiteId } from './prerequisite.ts'
export { type Answer, type RoleNeed, type Shortage, type Wanted } from './can-take.ts'
export { Claimants } from './claimants.ts'
export { planRecords, type PlanRecords } from './plan-records.ts'
export { type MatrixBy, type MatrixRow } from './matrix.ts'
export { capacityRouter } from './router.ts'
export { CapacityService, type CapacityParts, type CapacityQuestion } from './service.ts'
