import type { Container } from 'inversify'
import { MappingService, OrganisationService, PeopleService, PersonsService } from '../people/index.ts'
import { COMPUTE, DATABASE, DEFINITIONS } from './foundation.ts'
import { SYNC } from './sync.ts'
import { token } from './token.ts'

export const PEOPLE = token<PeopleService>('people')
export const ORGANISATION = token<OrganisationService>('organisation')
export const MAPPINGS = token<MappingService>('mappings')
export const PERSONS = token<PersonsService>('persons')

/** The people behind the accounts. */
export function bindPeople(container: Container): void {
  container
    .bind(ORGANISATION)
    .toResolvedValue((definitions) => new OrganisationService(definitions), [DEFINITIONS])
  container
    .bind(PERSONS)
    .toResolvedValue(
      (database, pool, organisation) =>
        new PersonsService({ database, pool, stated: () => organisation.statedPeople() }),
      [DATABASE, COMPUTE, ORGANISATION],
    )
  container
    .bind(MAPPINGS)
    .toResolvedValue(
      (database, definitions, organisation, persons) =>
        new MappingService({ database, definitions, organisation, persons }),
      [DATABASE, DEFINITIONS, ORGANISATION, PERSONS],
    )
  container
    .bind(PEOPLE)
    .toResolvedValue(
      (database, sync) =>
        new PeopleService({ database, alone: (connection, work) => sync.alone(connection, work) }),
      [DATABASE, SYNC],
    )
}
