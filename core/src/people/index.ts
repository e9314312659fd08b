/**
 * People: the accounts that the trackers know.
 * @module
 */
export { peopleRouter } from './router.ts'
