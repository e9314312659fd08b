import { duration, money } from '@headless-pmo/sdk'
import { z } from 'zod'
import {
  fieldsInput,
  given,
  pageInput,
  pageOf,
  pageOfWhole,
  procedure,
  router,
  sortInput,
  restRoutes,
} from '../../rpc/index.ts'
import { COMPARED_ORDERS } from './compare.ts'
import { BASELINE_SORTS, ROW_SORTS } from './queries.ts'
import type { BaselineService } from './service.ts'

const asOf = z.array(z.object({ connection: z.string(), asOf: z.string().optional() })).readonly()

const baseline = z.object({
  id: z.string(),
  kind: z.enum(['baseline', 'plan']).describe('plan: a plan of record that came out of a scenario'),
  scope: z.object({ kind: z.enum(['project', 'program', 'portfolio']), id: z.string() }),
  number: z.int().describe('Counts up within its scope and kind, from 1'),
  name: z.string(),
  reason: z.string(),
  decision: z.string().optional(),
  by: z.string(),
  at: z.string().describe('Instant'),
  asOf: asOf.describe('Until when each source was known then'),
  supersededAt: z.string().optional().describe('Absent: it counts'),
  items: z.int(),
})

const row = z.object({
  connection: z.string(),
  kind: z.enum(['workItem', 'milestone', 'project']),
  ref: z.string(),
  key: z.string().optional(),
  title: z.string(),
  project: z.string().optional(),
  start: z.string().optional(),
  finish: z.string().optional(),
  duration: duration.optional(),
  work: z.number().optional().describe('Minutes'),
  cost: money.optional(),
  points: z.number().optional(),
  isMilestone: z.boolean().optional(),
  summary: z.boolean().optional(),
  basis: z.string().optional().describe('Where the dates come from, when no plan states them'),
})

const moved = <T extends z.ZodType, D extends z.ZodType>(of: T, by: D) =>
  z.object({ before: of.optional(), after: of.optional(), by: by.optional() }).optional()

const compared = z.object({
  connection: z.string(),
  kind: z.enum(['workItem', 'milestone', 'project']),
  ref: z.string(),
  key: z.string().optional(),
  title: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  start: moved(z.string(), z.number()).describe('Days; `by` in calendar days'),
  finish: moved(z.string(), z.number()),
  duration: moved(z.number(), z.number()).describe('Minutes'),
  work: moved(z.number(), z.number()).describe('Minutes'),
  cost: moved(money, money),
})

const totals = z.object({
  items: z.int(),
  start: z.string().optional(),
  finish: z.string().optional(),
  dated: z.int().describe('Items with a finish'),
  work: z.number().describe('Minutes, of the items that state it'),
  worked: z.int().describe('Items that state their work'),
  cost: z.array(money).readonly(),
})

const text = z.string().trim().min(1)

/** Baselines and plans of record. */
export function baselinesRouter(service: BaselineService) {
  const rest = restRoutes('baselines')
  return router({
    list: procedure('viewer')
      .meta(rest('GET', '/baselines', 'Baselines and plans of record, the newest first'))
      .input(
        z.object({
          project: text.optional().describe('Id of a project'),
          kind: z.enum(['baseline', 'plan']).optional(),
          ...sortInput(BASELINE_SORTS, 'the newest first'),
          ...pageInput,
        }),
      )
      .output(pageOf(baseline))
      .query(({ input: { project, limit, ...rest } }) =>
        service.list({
          limit,
          ...given(rest),
          ...(project !== undefined && { scope: { kind: 'project', id: project } }),
        }),
      ),
    get: procedure('viewer')
      .meta(rest('GET', '/baselines/{id}', 'One baseline'))
      .input(z.object({ id: text }))
      .output(baseline)
      .query(({ input }) => service.get(input)),
    rows: procedure('viewer')
      .meta(rest('GET', '/baselines/{id}/rows', 'What a baseline promises of each item'))
      .input(z.object({ id: text, ...sortInput(ROW_SORTS, 'as they stood in the plan'), ...pageInput }))
      .output(pageOf(row))
      .query(({ input: { id, limit, ...rest } }) => service.rows(id, { limit, ...given(rest) })),
    capture: procedure('pmo')
      .meta(
        rest(
          'POST',
          '/projects/{project}/baselines',
          'Keep what the items of a project say now as its next baseline; the one before stays',
        ),
      )
      .input(
        z.object({
          project: text,
          name: text.max(200),
          reason: text.max(2000).describe('Why it is kept'),
          decision: text.max(2000).optional().describe('Where that was decided'),
          tracker: z
            .int()
            .min(0)
            .max(10)
            .optional()
            .describe('Take over the baseline of this number that the tracker itself holds'),
        }),
      )
      .output(baseline)
      .mutation(({ input: { project, name, reason, ...rest }, ctx }) =>
        service.capture({ project, name, reason, ...given(rest), by: ctx.principal.name }),
      ),
    compare: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/projects/{project}/baselines/compare',
          'A baseline against what the items say now, or against another one',
        ),
      )
      .input(
        z.object({
          project: text,
          number: z.coerce.number().int().min(1).optional().describe('Absent: the one that counts'),
          with: z.coerce.number().int().min(1).optional().describe('Number of another one; absent: now'),
          ...sortInput(
            ['change', 'start', 'finish', 'title', 'key'],
            'the changed ones first, of them those that slip most',
          ),
          ...fieldsInput,
          cursor: pageInput.cursor,
          limit: z.coerce.number().int().min(1).max(500).default(50),
        }),
      )
      .output(
        z.object({
          baseline,
          with: baseline.optional(),
          totals: z.object({
            before: totals,
            after: totals,
            added: z.int(),
            removed: z.int(),
            changed: z.int(),
            same: z.int(),
            finishBy: z.number().optional().describe('Calendar days'),
            startBy: z.number().optional().describe('Calendar days'),
            workBy: z.number().describe('Minutes'),
            costBy: z.array(money).readonly(),
          }),
          items: z.array(compared).readonly().describe('Those that differ, the latest ones first'),
          next: z.string().optional(),
        }),
      )
      .query(async ({ input: { project, number, with: other, ...page } }) => {
        const { items, ...compare } = await service.compare({ project, ...given({ number, with: other }) })
        const { rows, ...next } = pageOfWhole(items, page, COMPARED_ORDERS)
        return { ...compare, items: rows, ...next }
      }),
  })
}
