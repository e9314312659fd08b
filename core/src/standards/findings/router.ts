import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import { given, pageInput, pageOf, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
import { FINDING_STATES, SEVERITIES } from './finding.ts'
import { FINDING_SORTS, JUDGED_SORTS } from './queries-list.ts'
import { detail, finding, project, undecided, verdicts } from './schemas.ts'
import type { FindingService } from './service.ts'

const severity = z.enum(SEVERITIES)
const about = {
  project: z.array(z.string().min(1)).optional().describe('Ids of projects'),
  rule: z.array(z.string().min(1)).optional().describe('Ids of rules'),
}

/** Findings over HTTP and tRPC. */
export function findingsRouter(service: FindingService) {
  const rest = restRoutes('findings')
  return router({
    list: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/findings',
          'What rules have found: the worst first, and of each severity the longest known',
        ),
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
          ...sortInput(FINDING_SORTS, 'the worst first, and of each severity the longest known'),
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
      .meta(
        rest('GET', '/findings/{id}', 'One finding with all that happened to it, also when it is resolved'),
      )
      .input(z.object({ id: z.string().min(1) }))
      .output(detail)
      .query(({ input }) => service.get(input.id)),
    totals: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/verdicts/totals',
          'How many subjects passed, failed, do not apply, are unknown or in error',
        ),
      )
      .input(z.object(about))
      .output(
        z.object({
          ...verdicts,
          unconfirmed: z
            .int()
            .describe('Of the open and waived: their rule could not judge again what they are about'),
          asOf: z.string().optional().describe('Instant of the last run; absent: nothing was judged yet'),
        }),
      )
      .query(({ input }) => service.totals(asked(input))),
    judged: procedure('viewer')
      .meta(rest('GET', '/verdicts', 'What each rule said of each project last'))
      .input(z.object({ ...about, ...sortInput(JUDGED_SORTS, 'by unit and rule'), ...pageInput }))
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
      .query(async ({ input: { project: projects, rule: rules, ...rest } }) => {
        const page = await service.judged({ ...rest, ...given({ projects, rules }) })
        const items = page.items.map(({ project: of, not_applicable, ...row }) => ({
          ...row,
          notApplicable: not_applicable,
          ...(of !== null && { project: of }),
        }))
        return { ...page, items }
      }),
    undecided: procedure('viewer')
      .meta(rest('GET', '/verdicts/undecided', 'What could not be judged, by unit, rule and reason'))
      .input(z.object({ ...about, ...sortInput(JUDGED_SORTS, 'by unit and rule'), ...pageInput }))
      .output(pageOf(undecided))
      .query(({ input: { project: projects, rule: rules, ...rest } }) =>
        service.undecided({ ...rest, ...given({ projects, rules }) }),
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
