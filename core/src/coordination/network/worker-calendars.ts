import {
  workingTerms,
  type Everybody,
  type Organisation,
  type OrganisationService,
  type PersonsService,
} from '../../people/index.ts'
import type { CalendarSource } from '../../working-time/index.ts'

/** When somebody works whom a tracker knows by some names. */
export interface WorkerCalendar {
  readonly connection: string
  /** Refs and logins of their accounts. */
  readonly names: readonly string[]
  /** Absences are in it. */
  readonly calendar: CalendarSource
  /** IANA zone of its hours. */
  readonly zone: string
}

/**
 * The calendars that the organisation states for the people behind accounts: their own, that of their team or unit, with
 * their absences. Whoever has the default calendar and is never away is left out: items count in that anyway. Pure.
 *
 * @param zone IANA zone of calendars that state none
 */
export function workerCalendars(
  persons: Everybody['persons'],
  organisation: Organisation,
  zone: string,
): WorkerCalendar[] {
  return persons.flatMap(({ stated, accounts }): WorkerCalendar[] => {
    if (stated === undefined) return []
    const terms = workingTerms(organisation, stated, { zone })
    const isAway = (organisation.people.get(stated)?.definition.absences ?? []).length > 0
    const isOwn =
      terms.calendarFrom === 'person' || terms.calendarFrom === 'team' || terms.calendarFrom === 'unit'
    if (!isOwn && !isAway) return []
    return [...Map.groupBy(accounts, ({ connection }) => connection)].map(([connection, of]) => ({
      connection,
      names: of.flatMap(({ ref, login }) => (login === undefined ? [ref] : [ref, login])),
      calendar: terms.calendar,
      zone: terms.zone,
    }))
  })
}

/** Workers, with a stamp that changes whenever they may be others. */
export interface Workers {
  readonly stamp: string
  readonly workers: readonly WorkerCalendar[]
}

/** Asks for the workers; those of a stamp are made once. */
export function workerSource(from: {
  readonly persons: Pick<PersonsService, 'everybody'>
  readonly organisation: Pick<OrganisationService, 'current' | 'list'>
  /** IANA zone of calendars that state none. */
  readonly zone: string
}): () => Promise<Workers> {
  let kept: Workers | undefined
  return async () => {
    const { persons, organisation, zone } = from
    const everybody = await persons.everybody()
    const versions: string[] = []
    for (const kind of ['unit', 'team', 'person', 'calendar'] as const)
      versions.push(...(await organisation.list(kind)).map(({ id, version }) => `${kind} ${id}@${version}`))
    const stamp = JSON.stringify([everybody.stamp, versions])
    if (kept?.stamp !== stamp) {
      const workers = workerCalendars(everybody.persons, await organisation.current(), zone)
      kept = { stamp, workers }
    }
    return kept
  }
}
