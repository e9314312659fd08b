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
export { MISSING_SHOWN, NEEDED, type Prerequisite, type PrerequisiteId } from './prerequisite.ts'
