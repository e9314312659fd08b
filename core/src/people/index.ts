/**
 * People: the accounts that the trackers know, the persons behind them, and forgetting them on request.
 * @module
 */
export { personDecisionsMigration } from './migrations/person-decisions.ts'
export { pseudonymsMigration } from './migrations/pseudonyms.ts'
export { personsRouter } from './persons/router.ts'
export { PersonsService } from './persons/service.ts'
export { peopleRouter } from './router.ts'
export { disguiseOf, PeopleService, type PeopleParts, type Pseudonymised } from './service.ts'
