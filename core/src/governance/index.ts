/**
 * What the PMO keeps itself about its projects: decisions, risks, issues, artefacts, roles, budgets, tolerances, reviews, reports
 * and gate decisions; with every version, and as facts for checks.
 * @module
 */
export { RegisterImports } from './imports/service.ts'
export { registersMigration } from './migrations/registers.ts'
export { optionLines, type RegisterBody, type RegisterInput } from './register/bodies.ts'
export type { RegisterEntry, RegisterVersion } from './register/entry.ts'
export { readTexts } from './register/from-texts.ts'
export { REGISTER_KINDS, type RegisterKind } from './register/register-kind.ts'
export { RegisterService, type EntryRequest, type EntryUpdate } from './register/service.ts'
export { registersRouter } from './router.ts'
export { GovernanceService, type GateDecision, type GovernanceParts } from './service.ts'
export type { OpenedReview } from './tripwires/breach.ts'
export type { SaidOfTolerance } from './tripwires/tolerance-verdicts.ts'
