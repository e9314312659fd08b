import type { Calendar, Resource } from '@headless-pmo/sdk'
import type { PlanTerms } from '../../people/index.ts'
import { calendarSource } from '../../working-time/index.ts'
import type { OfConnection } from './plan-records.ts'

/**
 * What plans say of the working time of their resources: calendar with its bases, and units over time. A calendar that
 * is not there, or derived from itself, says nothing.
 *
 * @param zoneOf IANA zone of a plan, by connection and container
 */
export function planTerms(
  calendars: readonly OfConnection<Calendar>[],
  zoneOf: (connection: string, container: string) => string | undefined,
): (resource: OfConnection<Resource>) => PlanTerms {
  const known = new Map(calendars.map(({ connection, record }) => [`${connection}\n${record.ref}`, record]))
  return ({ connection, record }) => {
    const { container, calendar, maxUnits, availability = [] } = record
    const home = typeof container === 'string' ? container : container.key
    const stated = calendar === undefined ? undefined : known.get(`${connection}\n${calendar}`)
    const source =
      stated === undefined
        ? undefined
        : calendarSource(
            stated,
            (ref) => known.get(`${connection}\n${ref}`),
            `plan:${connection}/${stated.ref}`,
          )
    const zone = zoneOf(connection, home)
    const shares =
      availability.length > 0
        ? [
            ...availability.map(({ from, until, units }) => ({
              share: units,
              ...(from !== undefined && { from: from.slice(0, 10) }),
              ...(until !== undefined && { until: until.slice(0, 10) }),
            })),
            // A plan offers nothing outside of the times that it states.
            { share: 0 },
          ]
        : maxUnits === undefined
          ? undefined
          : [{ share: maxUnits }]
    return {
      plan: `${connection}/${home}`,
      ...(source !== undefined && !('kind' in source) && { calendar: source }),
      ...(zone !== undefined && { zone }),
      ...(shares !== undefined && { shares }),
    }
  }
}
