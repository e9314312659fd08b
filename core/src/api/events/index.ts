/**
 * What happens, told as it happens: changes of records and news of everything else, in one order that skips nothing.
 * @module
 */
export { type StreamEvent } from './event-stream.ts'
export { defineNewsJobs, scheduleNewsUpkeep } from './jobs.ts'
export { liveEvents, type EventRequest, type EventSource } from './live-events.ts'
export { newsMigration } from './migrations/news.ts'
export { NEWS, type NewsKind } from './news.ts'
export { mendNews } from './queries.ts'
