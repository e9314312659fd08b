/**
 * People: the accounts that the trackers know, the persons behind them, and forgetting them on request.
 * @module
 */
export { personDecisionsMigration } from './migrations/person-decisions.ts'
export { pseudonymsMigration } from './migrations/pseudonyms.ts'
export { personsRouter } from './persons/router.ts'
export { PersonsService, type Everybody, type PersonsParts } from './persons/service.ts'
export { accountKey } from './persons/known-account.ts'
export type { KnownPerson } from './persons/find-persons.ts'
export { peopleRouter } from './router.ts'
export { disguiseOf, PeopleService, type PeopleParts, type Pseudonymised } from './service.ts'
export {
  OrganisationService,
  type OrganisationChange,
  type OrganisationKind,
} from './organisation/service.ts'
export type { Member, Organisation } from './organisation/organisation.ts'
export type { OrganisationProblem } from './organisation/organisation-problem.ts'
export type { OrganisationUnit, UnitHead } from './organisation/unit-tree.ts'
export {
  workingTerms,
  type CapacityShare,
  type PlanTerms,
  type WorkingTerms,
} from './organisation/working-terms.ts'
export { organisationRouter } from './organisation/router.ts'
export { mappingRouter } from './mapping/router.ts'
export { MappingService } from './mapping/service.ts'
export { personImportsMigration } from './migrations/person-imports.ts'
