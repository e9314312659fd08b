/**
 * Findings: what rules have found, from the day it opened to the day it was put right, and the waivers that accept it
 * for a time.
 * @module
 */
export {
  FINDING_STATES,
  SEVERITIES,
  type Finding,
  type FindingItem,
  type FindingEvent,
  type FindingEventType,
  type FindingState,
} from './finding.ts'
export { defineWaiverJobs, scheduleWaivers } from './jobs.ts'
export type {
  FindingDelta,
  JudgedCounts,
  JudgedOutcome,
  Judgement,
  JudgingRule,
  UndecidedSubjects,
} from './judgement.ts'
export { isMarked, keyMarks } from './key-marks.ts'
export { findingDoubtsMigration } from './migrations/finding-doubts.ts'
export { findingsMigration } from './migrations/findings.ts'
export type { OwnerSource, ProjectOwners } from './owners.ts'
export { ownersNow } from './owners-now.ts'
export { assertProjects } from './known-projects.ts'
export type { FindingRecorder, Retired, StandingOfRule } from './recorder.ts'
export { findingsMark, verdictsOfProjects, type ProjectVerdicts } from './queries-projects.ts'
export { findingsRouter } from './router.ts'
export {
  FindingService,
  type FindingDetail,
  type FindingNews,
  type FindingParts,
  type FindingQuestion,
  type UndecidedEntry,
  type VerdictTotals,
} from './service.ts'
export { WAIVER_STATES, type Waiver, type WaiverEvent, type WaiverScope, type WaiverState } from './waiver.ts'
export { WaiverService, type WaiverParts, type WaiverRequest } from './waiver-service.ts'
export { waiversRouter } from './waivers-router.ts'
