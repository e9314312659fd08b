import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import { given, pageInput, pageOfWhole, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
import { asOfInput, gapsReply } from '../network/index.ts'
import type { CapacityFacts } from './capacity-facts.ts'
import type { RoleNeed } from './can-take.ts'
import { matrixOf } from './matrix.ts'
import {
  CELL_ITEM_ORDERS,
  CELL_ITEM_SORTS,
  MATRIX_ORDERS,
  MATRIX_SORTS,
  OVERLOAD_ORDERS,
  OVERLOAD_SORTS,
  WANTED_ORDERS,
  WANTED_SORTS,
} from './orders.ts'
import { overAllocations } from './over-allocations.ts'
import { wantedPeople } from './wanted-people.ts'
import { MONTHS, MOST_MONTHS, type CapacityService } from './service.ts'

const minutes = z.number().min(0)
const effort = {
  stated: minutes.describe('Minutes of work, remaining work or estimates that a tracker states'),
  assumed: minutes.describe('Minutes that follow from assumed durations'),
}
const months = z
  .int()
  .min(1)
  .max(MOST_MONTHS)
  .default(MONTHS)
  .describe('How many, from that of the status date on')
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

const period = z.object({
  id: z.string().describe('2026-11 or, of a week of ISO 8601, 2026-W47'),
  from: z.string().describe('Instant at which it begins'),
  until: z.string().describe('Instant at which the next one begins'),
})

const prerequisite = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['met', 'unmet', 'unknown']),
  coverage: z.object({
    known: z.int(),
    needed: z.int(),
    share: z.number().optional().describe('0 to 1; absent where nothing is needed'),
    of: z.string(),
  }),
  missing: z.array(z.string()).readonly().describe('Some of what is missing'),
  missingTotal: z.int(),
  action: z.string().optional(),
})

/** How far the figures can be trusted: it stands beside all of them. */
const standing = {
  asOf: z.string().describe('Instant'),
  statusTime: z.string().describe('Instant: work that is not done lies after it'),
  reliable: z.boolean().describe('All prerequisites are met'),
  prerequisites: z.array(prerequisite).readonly(),
  overdue: z
    .object({ items: z.int(), minutes })
    .describe('Open work whose finish has passed; it is counted from the status date on'),
  assumptions: z
    .array(z.string())
    .readonly()
    .describe('What was taken for granted of work without an estimate'),
  gaps: gapsReply,
}

const overload = z.object({
  id: z.string(),
  person: z.string(),
  name: z.string(),
  unit: z.string().optional(),
  head: z.string().optional().describe('Who answers for the person'),
  period,
  capacity: minutes,
  ...effort,
  over: minutes,
  certainty: z.enum(['stated', 'assumed']).describe('stated: even without anything assumed'),
  projects: z
    .array(
      z.object({
        project: z.string().optional(),
        name: z.string(),
        manager: z.string().optional(),
        ...effort,
      }),
    )
    .readonly(),
})

const shortage = z.object({
  month: z.string(),
  role: z.string().optional(),
  name: z.string().describe('Of the role, or of the person whom the project names'),
  person: z.string().optional(),
  needed: minutes,
  short: minutes.describe('Minutes for which nobody has time'),
  people: z.int().describe('How many have the role'),
})

/** Demand against capacity over HTTP and tRPC. */
export function capacityRouter(service: CapacityService) {
  const rest = restRoutes('capacity')
  return router({
    matrix: procedure('viewer')
      .meta(rest('GET', '/capacity', 'Demand against capacity by person, role, unit or project'))
      .input(
        z.object({
          by: z.enum(['person', 'role', 'unit', 'project']).default('person'),
          period: z.enum(['month', 'week']).default('month'),
          months,
          asOf: asOfInput,
          ...sortInput(MATRIX_SORTS, 'by name, work of nobody last'),
          ...pageInput,
        }),
      )
      .output(
        z.object({
          ...standing,
          periods: z.array(period).readonly(),
          items: z
            .array(
              z.object({
                by: z.enum(['person', 'role', 'unit', 'project', 'nobody']),
                id: z.string().optional(),
                name: z.string(),
                unit: z.string().optional(),
                cells: z
                  .array(z.object({ capacity: minutes.optional(), ...effort }))
                  .readonly()
                  .describe('In the order of the periods'),
                beyond: z.object(effort).describe('Work after the last month'),
                assumptions: z.array(z.string()).readonly().optional(),
              }),
            )
            .readonly(),
          next: z.string().optional().describe('Cursor of the next page; absent on the last'),
        }),
      )
      .query(async ({ input }) => {
        const facts = await service.facts(given({ months: input.months, asOf: input.asOf }))
        const of = input.period === 'month' ? 'months' : 'weeks'
        const { rows, ...next } = pageOfWhole(matrixOf(facts, input.by, of), input, MATRIX_ORDERS)
        return { ...standingOf(facts), periods: facts[of].periods.map(shownPeriod), items: rows, ...next }
      }),
    items: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/capacity/items',
          'The items that a cell of the matrix is made of: their minutes add up to its own',
        ),
      )
      .input(
        z.object({
          by: z
            .enum(['person', 'role', 'unit', 'project'])
            .default('person')
            .describe('What the matrix is told by'),
          kind: z
            .enum(['person', 'role', 'unit', 'project', 'nobody'])
            .optional()
            .describe('`by` of the row; absent: as the matrix'),
          id: z.string().min(1).optional().describe('Of the row; absent: that of what belongs to none'),
          period: z
            .string()
            .min(1)
            .describe('Id of a month or week; `later`: after the last month; `all`: whenever'),
          months,
          asOf: asOfInput,
          ...sortInput(CELL_ITEM_SORTS, 'those of the most work first'),
          ...pageInput,
        }),
      )
      .output(
        z.object({
          asOf: z.string().describe('Instant'),
          total: z.int().describe('Of all pages'),
          items: z
            .array(
              z.object({
                connection: z.string(),
                ref: z.string(),
                key: z.string().optional(),
                title: z.string(),
                url: z.string().optional(),
                project: z.string().optional(),
                who: z.string().describe('Name of the person or role; of nobody: "nobody"'),
                ...effort,
              }),
            )
            .readonly(),
          next: z.string().optional().describe('Cursor of the next page; absent on the last'),
          gaps: gapsReply,
        }),
      )
      .query(async ({ input }) => {
        const { by, kind = by, id, period: of } = input
        const { facts, items } = await service.items(
          { by, row: { kind, ...given({ id }) }, period: of },
          given({ months: input.months, asOf: input.asOf }),
        )
        const shown = items.map(
          ({ item: { connection, ref, key, title, url, project }, who, ...effortOf }) => ({
            connection,
            ref,
            title,
            who: who.name,
            stated: effortOf.stated,
            assumed: effortOf.assumed,
            ...given({ key, url, project }),
          }),
        )
        const { rows, ...next } = pageOfWhole(shown, input, CELL_ITEM_ORDERS)
        return { asOf: facts.asOf, total: items.length, ...given({ gaps: facts.gaps }), items: rows, ...next }
      }),
    wanted: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/capacity/wanted',
          'People whom several projects need, whether or not they have the time',
        ),
      )
      .input(
        z.object({
          least: z.int().min(1).max(1000).default(2).describe('Projects that have to need somebody'),
          months,
          asOf: asOfInput,
          ...sortInput(WANTED_SORTS, 'the most wanted first'),
          ...pageInput,
        }),
      )
      .output(
        z.object({
          ...standing,
          total: z.int().describe('Of all pages'),
          items: z
            .array(
              z.object({
                person: z.string(),
                name: z.string(),
                unit: z.string().optional(),
                head: z.string().optional().describe('Who answers for the person'),
                ...effort,
                projects: z
                  .array(
                    z.object({
                      project: z.string(),
                      name: z.string(),
                      manager: z.string().optional(),
                      ...effort,
                    }),
                  )
                  .readonly()
                  .describe('What each asks for in all, the most first'),
              }),
            )
            .readonly(),
          next: z.string().optional().describe('Cursor of the next page; absent on the last'),
        }),
      )
      .query(async ({ input }) => {
        const facts = await service.facts(given({ months: input.months, asOf: input.asOf }))
        const all = wantedPeople(facts, input.least)
        const { rows, ...next } = pageOfWhole(all, input, WANTED_ORDERS)
        return {
          ...standingOf(facts),
          total: all.length,
          items: rows.map(({ person: { id, name, unit }, ...rest }) => ({
            person: id,
            name,
            ...given({ unit }),
            ...rest,
          })),
          ...next,
        }
      }),
    overloads: procedure('viewer')
      .meta(
        rest('GET', '/capacity/overloads', 'Who is asked for more than they can work, and by which projects'),
      )
      .input(
        z.object({
          period: z.enum(['month', 'week']).default('week'),
          months,
          person: z.string().min(1).optional().describe('Id of a person'),
          certain: z.boolean().optional().describe('Only those that hold even without anything assumed'),
          asOf: asOfInput,
          ...sortInput(OVERLOAD_SORTS, 'the soonest first, of each period the largest'),
          ...pageInput,
        }),
      )
      .output(
        z.object({
          ...standing,
          items: z.array(overload).readonly(),
          next: z.string().optional().describe('Cursor of the next page; absent on the last'),
        }),
      )
      .query(async ({ input }) => {
        const facts = await service.facts(given({ months: input.months, asOf: input.asOf }))
        const all = overAllocations(facts, input.period === 'month' ? 'months' : 'weeks').filter(
          ({ person, certainty }) =>
            (input.person === undefined || person === input.person) &&
            (input.certain !== true || certainty === 'stated'),
        )
        const { rows, ...next } = pageOfWhole(all, input, OVERLOAD_ORDERS)
        return {
          ...standingOf(facts),
          items: rows.map((one) => ({ ...one, period: shownPeriod(one.period) })),
          ...next,
        }
      }),
    canTake: procedure('viewer')
      .meta(
        rest('POST', '/capacity/can-take', 'Whether people have time for a project, and who is short when'),
      )
      .input(
        z.object({
          project: z
            .string()
            .min(1)
            .optional()
            .describe('Id of a project whose own work is then not counted as taken; or its shape in `needs`'),
          needs: z
            .array(
              z.object({
                role: z.string().min(1).describe('Id or name of a role'),
                month,
                minutes: z.number().positive().describe('Of work; 480 a day'),
              }),
            )
            .min(1)
            .max(5000)
            .optional(),
          months,
          asOf: asOfInput,
        }),
      )
      .output(
        z.object({
          ...standing,
          feasible: z.boolean(),
          shortages: z.array(shortage).readonly(),
          needed: minutes,
          notLookedAt: minutes.describe(
            'Minutes of the project that are given to nobody, or lie after the last month',
          ),
          laterBy: z
            .int()
            .optional()
            .describe('So many months later it would be possible; absent: not within the months looked at'),
        }),
      )
      .mutation(async ({ input: { project, needs, months: count, asOf } }) => {
        if ((project === undefined) === (needs === undefined))
          throw new PmoError('invalid-request', 'Name a project, or its needs; one of the two.')
        const wanted = project === undefined ? { needs: needs ?? ([] satisfies RoleNeed[]) } : { project }
        const { facts, ...answer } = await service.canTake(wanted, given({ months: count, asOf }))
        return { ...standingOf(facts), ...answer }
      }),
  })
}

function standingOf(facts: CapacityFacts) {
  const { asOf, statusTime, reliable, prerequisites, overdue, assumptions, gaps } = facts
  return {
    asOf,
    statusTime: instantOf(statusTime),
    reliable,
    overdue,
    assumptions,
    ...given({ gaps }),
    prerequisites: prerequisites.map(({ coverage: { share, ...coverage }, ...rest }) => ({
      ...rest,
      coverage: { ...coverage, ...given({ share }) },
    })),
  }
}

function shownPeriod({ id, from, until }: CapacityFacts['months']['periods'][number]) {
  return { id, from: instantOf(from), until: instantOf(until) }
}

function instantOf(minute: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(minute * 60_000)).toString()
}
