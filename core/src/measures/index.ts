/**
 * What is measured of projects over all trackers: earned value, earned schedule, flow and delivery, each with what it rests on.
 * @module
 */
export { FlowService } from './flow/service.ts'
export type { FlowFacts, MeasureFacts } from './measure-facts.ts'
export { ProjectItems } from './project-items.ts'
export { measuresRouter } from './router.ts'
export { MEASURES, type MeasureFamily } from './measure-family.ts'
export { MeasureService } from './service.ts'
