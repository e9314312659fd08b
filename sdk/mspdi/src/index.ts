/**
 * Writes a project of any tracker as a plan for Microsoft Project.
 * @module
 */
export type { ComposedDates, Plan, PlanRelease, Sourced } from './plan.ts'
export { writePlan } from './write-plan.ts'
