/**
 * The PMO's portfolios, programs and projects over the records of all trackers: membership, figures that say how far they can be
 * trusted, how they stood on earlier days, and what was promised.
 * @module
 */
export type { Baseline, BaselineRow, BaselineScope, NewBaseline } from './baselines/baseline.ts'
export {
  allBaselineRows,
  baselineFinishes,
  baselineOfScope,
  keepBaseline,
  keptBaselines,
} from './baselines/queries.ts'
export { baselinesRouter } from './baselines/router.ts'
export { BaselineService } from './baselines/service.ts'
export * from './indicators/indicator.ts'
export { isOpen, itemFact, milestoneFact, type ItemFact } from './indicators/item-fact.ts'
export { remainingOf } from './indicators/item-measures.ts'
export { convertMoney, type Rate } from './indicators/money.ts'
export { moneyText } from './indicators/judge.ts'
export { phaseOn } from './indicators/phase-indicator.ts'
export { indicatorSchema } from './indicators/schemas.ts'
export type { ItemRow } from './item-row.ts'
export { scopesOf, type ScopedProject } from './project-scopes.ts'
export type { ProjectDetail, ProjectView } from './project-view.ts'
export { baselinesMigration } from './migrations/baselines-snapshots.ts'
export { projectsRouter } from './projects-router.ts'
export type { PlanRequest } from './project-plan.ts'
export { PortfolioService, type PortfolioParts } from './service.ts'
export { feedChange, publicChange, workItemsRouter } from './work-items-router.ts'
export { WorkItemService, type ItemQuery } from './work-items-service.ts'
export { defineSnapshotJobs, scheduleSnapshots } from './snapshots/jobs.ts'
export { SnapshotService } from './snapshots/service.ts'
export { statusesOf } from './structure/facts-queries.ts'
export { figuresRouter } from './structure/figures-router.ts'
export {
  FiguresService,
  type FiguredPortfolio,
  type FiguredProgram,
  type FiguredProject,
} from './structure/figures-service.ts'
export { factsAsOf } from './structure/past-facts-queries.ts'
export { PastMembership } from './structure/past-membership-queries.ts'
export { dataOf, pagesThen } from './structure/past-records-queries.ts'
export { PlannedMilestones } from './structure/planned-milestones-queries.ts'
export { portfoliosRouter } from './structure/portfolios-router.ts'
export { programsRouter } from './structure/programs-router.ts'
export { portfolioOf, type Defined, type PortfolioBranch } from './structure/tree.ts'
