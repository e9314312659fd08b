import { z } from 'zod'
import { calendar, person, role, team, unit } from '../../config/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { procedure, router, restRoutes } from '../../rpc/index.ts'
import type { PersonsService } from '../persons/service.ts'
import { entriesRouter } from './entries-router.ts'
import { overviewOf } from './overview.ts'
import type { OrganisationService } from './service.ts'

const named = z.object({ id: z.string(), name: z.string() })

const rest = restRoutes('organisation')

/** The organisation over HTTP and tRPC: as it counts now, and what the file and the API state of it. */
export function organisationRouter(parts: {
  readonly organisation: OrganisationService
  readonly persons: PersonsService
  readonly definitions: DefinitionService
}) {
  return router({
    overview: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/organisation',
          'Units as a tree, with heads and people; roles, teams, calendars; and what does not fit',
        ),
      )
      .input(z.object({}))
      .output(
        z.object({
          units: z
            .array(
              named.extend({
                depth: z.int().describe('0 at the top; each unit follows the one above it'),
                parent: z.string().optional(),
                head: z.string().optional().describe('Of the unit, else of the nearest above it'),
                headOf: z.string().optional().describe('Id of the unit that names the head'),
                calendar: z.string().optional(),
                people: z.int().describe('Its own, without units below it'),
              }),
            )
            .readonly(),
          roles: z.array(named.extend({ unit: z.string().optional(), people: z.int() })).readonly(),
          teams: z.array(named.extend({ unit: z.string().optional(), people: z.int() })).readonly(),
          people: z.int(),
          calendars: z.array(named.extend({ isDefault: z.boolean() })).readonly(),
          problems: z
            .array(z.object({ kind: z.string(), id: z.string(), reason: z.string(), sentence: z.string() }))
            .readonly(),
        }),
      )
      .query(async () => {
        const { unknown } = await parts.persons.everybody()
        return overviewOf(await parts.organisation.current(), unknown)
      }),
    units: entriesRouter({ kind: 'unit', many: 'units' }, unit, parts),
    roles: entriesRouter({ kind: 'role', many: 'roles' }, role, parts),
    teams: entriesRouter({ kind: 'team', many: 'teams' }, team, parts),
    people: entriesRouter({ kind: 'person', many: 'people' }, person, parts),
    calendars: entriesRouter({ kind: 'calendar', many: 'calendars' }, calendar, parts),
  })
}
