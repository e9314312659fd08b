/**
 * Findings: what rules have found, from the day it opened to the day it was put right, and the waivers that accept it
 * for a time.
 * @module
 */
export {
  FINDING_EVENTS,
  FINDING_STATES,
  SEVERITIES,
  type Finding,
  type FindingEvent,
  type FindingEventType,
  type FindingState,
} from './finding.ts'
export type {
  FindingDelta,
  JudgedCounts,
  JudgedOutcome,
  Judgement,
  JudgingRule,
  UndecidedSubjects,
} from './judgement.ts'
export type { FindingRecorder, Retired } from './recorder.ts'
export { WAIVER_STATES, type Waiver, type WaiverScope, type WaiverState } from './waiver.ts'
