import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import { given, pageInput, pageOf, procedure, router } from '../../rpc/index.ts'
import { FINDING_STATES, SEVERITIES } from './finding.ts'
import { detail, finding, project, undecided, verdicts } from './schemas.ts'
import type { FindingService } from './service.ts'

const severity = z.enum(SEVERITIES)
const about = {
  project: z.array(z.string().min(1)).optional().describe('Ids of projects'),
  rule: z.array(z.string().min(1)).optional().describe('Ids of rules'),
}

/** Findings over HTTP and tRPC. */
export function findingsRouter(service: FindingService) {
  const meta = (path: `/${string}`, summary: string) => ({
    openapi: { method: 'GET' as const, path, summary, tags: ['findings'] },
  })
  return router({
    list: procedure('viewer')
      .meta(
        meta('/findings', 'What rules have found: the worst first, and of each severity the longest known'),
      )
      .input(
        z.object({
          ...about,
          state: z.array(z.enum(FINDING_STATES)).optional().describe('Default: open'),
          unit: z
            .string()
            .optional()
            .describe('The unit that was judged: project/<id>, unassigned or portfolio'),
          severity: severity.optional().describe('This one and worse'),
          owner: z.string().min(1).optional().describe('Name of who has to put it right'),
          dueBy: z.iso.date().optional().describe('To be put right on this day or before'),
          waiver: z.string().optional().describe('Those that a waiver holds for'),
          connection: z.string().optional().describe('With `ref`: about one item'),
          ref: z.string().optional(),
          ...pageInput,
        }),
      )
      .output(
        pageOf(finding).extend({
          counts: z
            .array(z.object({ state: z.enum(FINDING_STATES), severity, total: z.int() }))
            .readonly()
            .describe('All that fit the question, by state and severity'),
        }),
      )
      .query(({ input: { project: projects, rule, state, connection, ref, limit, ...rest } }) => {
        if ((connection === undefined) !== (ref === undefined))
          throw new PmoError(
            'invalid-request',
            'An item is named by `connection` and `ref` together; give both.',
          )
        return service.list({
          ...given(rest),
          limit,
          ...(projects !== undefined && { projects }),
          ...(rule !== undefined && { rules: rule }),
          ...(state !== undefined && { states: state }),
          ...(connection !== undefined && ref !== undefined && { record: { connection, ref } }),
        })
      }),
    get: procedure('viewer')
      .meta(meta('/findings/{id}', 'One finding with all that happened to it, also when it is resolved'))
      .input(z.object({ id: z.string().min(1) }))
      .output(detail)
      .query(({ input }) => service.get(input.id)),
    totals: procedure('viewer')
      .meta(
        meta('/verdicts/totals', 'How many subjects passed, failed, do not apply, are unknown or in error'),
      )
      .input(z.object(about))
      .output(
        z.object({
          ...verdicts,
          asOf: z.string().optional().describe('Instant of the last run; absent: nothing was judged yet'),
        }),
      )
      .query(({ input }) => service.totals(asked(input))),
    judged: procedure('viewer')
      .meta(meta('/verdicts', 'What each rule said of each project last'))
      .input(z.object({ ...about, ...pageInput }))
      .output(
        pageOf(
          z.object({
            unit: z.string(),
            rule: z.string(),
            project,
            version: z.string().describe('Version of the rule that judged'),
            at: z.string().describe('Instant'),
            today: z.string().describe('The day that was judged'),
            run: z.string(),
            ...verdicts,
          }),
        ),
      )
      .query(async ({ input: { cursor, limit, ...rest } }) => {
        const page = await service.judged({
          ...asked(rest),
          limit,
          ...(cursor !== undefined && { cursor }),
        })
        const items = page.items.map(({ project: of, not_applicable, ...row }) => ({
          ...row,
          notApplicable: not_applicable,
          ...(of !== null && { project: of }),
        }))
        return { ...page, items }
      }),
    undecided: procedure('viewer')
      .meta(meta('/verdicts/undecided', 'What could not be judged, by unit, rule and reason'))
      .input(z.object({ ...about, ...pageInput }))
      .output(pageOf(undecided))
      .query(({ input: { cursor, limit, ...rest } }) =>
        service.undecided({ ...asked(rest), limit, ...(cursor !== undefined && { cursor }) }),
      ),
  })
}

function asked({
  project: projects,
  rule: rules,
}: {
  readonly project?: readonly string[] | undefined
  readonly rule?: readonly string[] | undefined
}) {
  return { ...(projects !== undefined && { projects }), ...(rules !== undefined && { rules }) }
}
