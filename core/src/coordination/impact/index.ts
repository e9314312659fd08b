/**
 * What would move if something were otherwise: scenarios that touch nothing, and the plan of record.
 * @module
 */
export { ImpactService, type Impact, type ImpactParts } from './impact-service.ts'
export { scenariosMigration } from './migrations/scenarios.ts'
export { impactRouter, scenariosRouter } from './router.ts'
export { ScenarioService, type ScenarioParts, type ScenarioView } from './scenario-service.ts'
export { projectShape, scenarioSteps, type ProjectShape, type ScenarioStep } from './step.ts'
export type { ImpactSummary } from './summary.ts'
export { type WhatIfInput, type WhatIfOutcome, type WhatIfProject } from './what-if.ts'
export { WHAT_IFS } from './what-if-task.ts'
