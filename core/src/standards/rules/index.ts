/**
 * Rules: what may judge, how it is set for whom, and rules of the house that are written without code.
 * @module
 */
export { type EffectiveRule, type Rule, type Rules } from './rule.ts'
export { type BookEntry } from './rule-book.ts'
export { type CheckedHouseRule } from './house-rule.ts'
export { ruleVersionsMigration } from './migrations/rule-versions.ts'
export { type RuleVersion } from './rule-version.ts'
export { type PluginRule } from './book-entries.ts'
export { RuleService, type RuleChange, type RuleParts } from './service.ts'
export { rulesRouter } from './router.ts'
export { RuleTrials, type Preview, type TrialResult } from './trial.ts'
