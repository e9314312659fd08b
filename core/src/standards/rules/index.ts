/**
 * Rules: what may judge, how it is set for whom, and rules of the house that are written without code.
 * @module
 */
export { HOUSE, type EffectiveRule, type Rule, type Rules } from './rule.ts'
export { checkHouseRule, ruleOf, type CheckedHouseRule } from './house-rule.ts'
export { houseCheck } from './house-check.ts'
