import type { Container } from 'inversify'
import { PeopleService, PersonsService } from '../people/index.ts'
import { DATABASE } from './foundation.ts'
import { SYNC } from './sync.ts'
import { token } from './token.ts'

export const PEOPLE = token<PeopleService>('people')
export const PERSONS = token<PersonsService>('persons')

/** The people behind the accounts. */
export function bindPeople(container: Container): void {
  container.bind(PERSONS).toResolvedValue((database) => new PersonsService(database), [DATABASE])
  container
    .bind(PEOPLE)
    .toResolvedValue(
      (database, sync) =>
        new PeopleService({ database, alone: (connection, work) => sync.alone(connection, work) }),
      [DATABASE, SYNC],
    )
}
