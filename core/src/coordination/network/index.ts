/**
 * The network of all items of all trackers, and its schedule.
 * @module
 */
export type { Assumption, AssumptionSource } from './assumption.ts'
export { buildNetwork } from './build-network.ts'
export type { LinkOrigin, NetworkLink } from './network-link.ts'
export type { NetworkNode, NodeKind, NodeName, StatedDates } from './network-node.ts'
export type { NetworkProblem, NetworkProblemKind } from './network-problem.ts'
export {
  portfolioNetwork,
  type NetworkParts,
  type NetworkPlan,
  type PortfolioNetwork,
  type StandIn,
} from './portfolio-network.ts'
export type { NetworkProject, NetworkRecord, PortfolioRecords } from './portfolio-records.ts'
export { neededOf, type PastGaps } from './past-queries.ts'
export type { PastScheduled, PortfolioSchedules, ScheduledPortfolio } from './scheduled-portfolio.ts'
export { asOfInput, gapsOf, gapsReply, scheduledThen } from './scheduled-then.ts'
export { isLate } from './schedule-row.ts'
export type { SchedulingRules } from './scheduling-rules.ts'
export { zoneOfNode } from './node-words.ts'
export { projectDays, type ScheduledDays } from './project-days.ts'
export { ScheduleService, type ScheduleParts } from './service.ts'
export { workerSource, type WorkerCalendar, type Workers } from './worker-calendars.ts'
export { toldProblem } from './problem-sentences.ts'
export { findNode, nodeAddress } from './find-node.ts'
export { scheduleRouter } from './router.ts'
export { ScheduleReader } from './schedule-reader.ts'
