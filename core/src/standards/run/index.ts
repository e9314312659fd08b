/**
 * Runs of the rules: what is judged again, in the compute pool, and what came of it.
 * @module
 */
export type { CheckRequest, CheckRun, CheckScope, CheckTrigger } from './check-run.ts'
export type { RuleOutcome, Undecided, VerdictCounts } from './rule-outcome.ts'
export { UNASSIGNED, unitKey, unitOf, type Unit } from './unit.ts'
