/**
 * What ties items together: dependencies within and across projects.
 * @module
 */
export { DependencyService, type DependencyQuery, type DependencyRow } from './dependencies-service.ts'
export { dependenciesRouter } from './router.ts'
