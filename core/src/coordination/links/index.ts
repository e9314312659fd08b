/**
 * Links between items and projects of all tools: those of the trackers, those that the PMO states, and those that
 * stand in texts and somebody confirmed.
 * @module
 */
export { DependencyService, type DependencyQuery } from './dependencies-service.ts'
export type { DependencyEnd, DependencyRow } from './dependency-row.ts'
export { endsElsewhere } from './ends-elsewhere.ts'
export { type KeptLink } from './kept-link.ts'
export { defineLinkJobs, findLinksLater } from './jobs.ts'
export { keptLinks } from './kept-links.ts'
export { type LinkEnd } from './link-end.ts'
export { LinkFinder } from './link-finder.ts'
export { LinkService } from './link-service.ts'
export { linksMigration } from './migrations/links.ts'
export { dependenciesRouter } from './router.ts'
