/**
 * Items of all tools on one time axis, and projects by what they wait for: what a roadmap draws.
 * @module
 */
export { roadmapRouter } from './router.ts'
export { RoadmapService, type RoadmapParts } from './service.ts'
