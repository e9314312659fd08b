/**
 * What is measured of projects over all trackers: earned value, earned schedule, flow and delivery, each with what it rests on.
 * @module
 */
export type { FlowFacts, MeasureFacts } from './measure-facts.ts'
