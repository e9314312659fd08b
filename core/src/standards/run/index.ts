/**
 * Runs of the rules: what is judged again, in the compute pool, and what came of it.
 * @module
 */
export type { CheckRequest, CheckRun, CheckScope, CheckTrigger } from './check-run.ts'
export type { RuleOutcome, Undecided, VerdictCounts } from './rule-outcome.ts'
export { type Unit } from './unit.ts'
export { type JudgeLimits } from './limits.ts'
export { checkRunsMigration } from './migrations/check-runs.ts'
export type { RuleInForce, RulesOfDay, RunRule } from './rules-in-force.ts'
export { checkLater, defineStandardsJobs, scheduleStandards } from './jobs.ts'
export { tripTolerances, type KeptOutcomes } from './trip-tolerances.ts'
export type { RuleResult, TrendPoint } from './queries-results.ts'
export { standardsRouter } from './router.ts'
export type { CheckPreview } from './runner.ts'
export type { StandardsParts } from './standards-parts.ts'
export { StandardsService, type AboutRule, type PreviewedOutcome } from './service.ts'
