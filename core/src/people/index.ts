/**
 * People: the accounts that the trackers know, and forgetting them on request.
 * @module
 */
export { pseudonymsMigration } from './migrations/pseudonyms.ts'
export { peopleRouter } from './router.ts'
export { disguiseOf, PeopleService, type PeopleParts, type Pseudonymised } from './service.ts'
