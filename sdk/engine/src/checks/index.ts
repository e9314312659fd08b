export { applyPatch } from './apply-patch.ts'
export type { CheckFault, CheckReport, CheckResult, CheckSubject, CitedEvidence } from './check-result.ts'
export { evaluateCheck, type CheckOptions } from './evaluate-check.ts'
export { findingKey } from './finding-key.ts'
