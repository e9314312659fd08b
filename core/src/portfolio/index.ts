/**
 * The PMO's projects over the records of all trackers: membership, counts, items, what changed.
 * @module
 */
export type { ItemRow } from './item-row.ts'
export type { ScopedProject } from './project-scopes.ts'
export type { ProjectDetail, ProjectView } from './project-view.ts'
export { projectsRouter } from './projects-router.ts'
export type { PlanRequest } from './project-plan.ts'
export { PortfolioService, type PortfolioParts } from './service.ts'
export { feedChange, publicChange, workItemsRouter } from './work-items-router.ts'
export { WorkItemService, type ItemQuery } from './work-items-service.ts'
