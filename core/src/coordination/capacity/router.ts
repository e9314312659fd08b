import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import { given, pageInput, procedure, router } from '../../rpc/index.ts'
import { asOfInput, gapsReply } from '../network/index.ts'
import type { CapacityFacts } from './capacity-facts.ts'
import type { RoleNeed } from './can-take.ts'
import { matrixOf } from './matrix.ts'
import { overAllocations } from './over-allocations.ts'
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
  const meta = (method: 'GET' | 'POST', path: `/${string}`, summary: string) => ({
    openapi: { method, path, summary, tags: ['capacity'] },
  })
  return router({
    matrix: procedure('viewer')
      .meta(meta('GET', '/capacity', 'Demand against capacity by person, role, unit or project'))
      .input(
        z.object({
          by: z.enum(['person', 'role', 'unit', 'project']).default('person'),
          period: z.enum(['month', 'week']).default('month'),
          months,
          asOf: asOfInput,
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
        const page = pageFrom(matrixOf(facts, input.by, of), input)
        return { ...standingOf(facts), periods: facts[of].periods.map(shownPeriod), ...page }
      }),
    overloads: procedure('viewer')
      .meta(
        meta('GET', '/capacity/overloads', 'Who is asked for more than they can work, and by which projects'),
      )
      .input(
        z.object({
          period: z.enum(['month', 'week']).default('week'),
          months,
          person: z.string().min(1).optional().describe('Id of a person'),
          certain: z.boolean().optional().describe('Only those that hold even without anything assumed'),
          asOf: asOfInput,
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
        const { items, next } = pageFrom(all, input)
        return {
          ...standingOf(facts),
          items: items.map((one) => ({ ...one, period: shownPeriod(one.period) })),
          ...(next !== undefined && { next }),
        }
      }),
    canTake: procedure('viewer')
      .meta(
        meta('POST', '/capacity/can-take', 'Whether people have time for a project, and who is short when'),
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

/** A page of a list that is computed anew; the cursor is how many entries came before. */
function pageFrom<T>(
  all: readonly T[],
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): { readonly items: readonly T[]; readonly next?: string } {
  const from = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isSafeInteger(from) || from < 0)
    throw new PmoError('invalid-request', 'This is no cursor of this list; begin with its first page.')
  const end = from + limit
  return { items: all.slice(from, end), ...(end < all.length && { next: String(end) }) }
}
