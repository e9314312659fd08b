import { dependency, dependencyType, lag } from '@headless-pmo/sdk'
import { z } from 'zod'
import { given, pageInput, pageOf, procedure, resolved, router, stored, restRoutes } from '../../rpc/index.ts'
import type { DependencyService } from './dependencies-service.ts'
import { linkEndInput } from './link-end.ts'

const end = z
  .object({
    item: resolved.optional().describe('Absent: the end is the project itself'),
    project: z.string().optional().describe('Id of the project that it belongs to, or that is the end'),
  })
  .describe('An end of a link')

const decision = z.object({
  verdict: z.enum(['confirmed', 'rejected']),
  by: z.string(),
  at: z.string().describe('Instant'),
  note: z.string().optional(),
})

const row = z.object({
  id: z.string().describe('stated:12, found:34, or connection and ref of a tracker’s record'),
  origin: z.enum(['tracker', 'stated', 'found']).describe('Whose word it is'),
  confirmed: z.boolean().describe('A tracker or a person stands for it'),
  from: end.describe('The predecessor, or what blocks'),
  to: end,
  type: dependencyType,
  lag: stored(lag).optional(),
  connection: z.string().optional(),
  ref: z.string().optional(),
  data: stored(dependency).optional().describe('The tracker’s record'),
  stated: z
    .object({
      by: z.string(),
      at: z.string().describe('Instant'),
      note: z.string().optional(),
      withdrawnBy: z.string().optional(),
      withdrawnAt: z.string().optional(),
      withdrawnNote: z.string().optional(),
    })
    .optional()
    .describe('Who stated it when and why, and who took it back'),
  found: z
    .object({
      end: z.enum(['from', 'to']).describe('Whose text it stands in'),
      field: z.string(),
      sentence: z.string().optional().describe('Absent once no text says it any more'),
      relation: z.enum(['depends', 'blocks', 'implements', 'duplicates', 'relates']),
      name: z.string().describe('The key or address that the text names'),
      candidates: z.number().describe('How many items it may mean'),
      goneAt: z.string().optional().describe('Instant since when no text says it any more'),
      decision: decision.optional(),
    })
    .optional(),
})

/** A lag of at most ten thousand years, or as many durations. */
function isWithinTime(of: z.infer<typeof lag>): boolean {
  return 'minutes' in of ? Math.abs(of.minutes) <= 10_000 * 366 * 1440 : Math.abs(of.percent) <= 1_000_000
}

const id = z.string().min(1)
const note = z.string().max(2000).optional().describe('Why; kept with who and when')
const found = z.object({ id: id.describe('found:34') })

/** Dependencies between items: those of trackers, of the PMO, and found ones; with placeholders for ends not synced. */
export function dependenciesRouter(dependencies: DependencyService) {
  const { links } = dependencies
  const rest = restRoutes('dependencies')
  return router({
    list: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/dependencies',
          'Dependencies between items; a page may be shorter than its limit while there is a next',
        ),
      )
      .input(
        z.object({
          origin: z.array(z.enum(['tracker', 'stated', 'found'])).optional(),
          confirmed: z.boolean().optional().describe('False: only found ones that nobody has decided about'),
          past: z.boolean().optional().describe('Those that were withdrawn or rejected instead'),
          mentions: z.boolean().optional().describe('Also items that a text merely names'),
          connection: z.array(z.string()).optional(),
          project: z.string().optional().describe('One end at least belongs to it'),
          acrossProjects: z.boolean().optional().describe('Only those between two projects'),
          placeholders: z.boolean().optional().describe('Only those with an end that is not synced'),
          ...pageInput,
        }),
      )
      .output(pageOf(row))
      .query(({ input }) => dependencies.list({ ...given(input), limit: input.limit })),
    state: procedure('pmo')
      .meta(rest('POST', '/dependencies', 'State a link between two items or projects of any tools'))
      .input(
        z.object({
          from: linkEndInput.describe('The predecessor, or what blocks'),
          to: linkEndInput,
          type: dependencyType.default('FS'),
          lag: lag.refine(isWithinTime, { error: 'is longer than all time; write a shorter one' }).optional(),
          note,
        }),
      )
      .output(row)
      .mutation(async ({ input: { from, to, type, ...rest }, ctx }) =>
        dependencies.row(await links.state({ from, to, type, ...given(rest), by: ctx.principal.name })),
      ),
    withdraw: procedure('pmo')
      .meta(
        rest(
          'POST',
          '/dependencies/stated/{id}/withdraw',
          'Take a stated link back; it stays in the history',
        ),
      )
      .input(z.object({ id: id.describe('stated:12'), note }))
      .output(row)
      .mutation(async ({ input: { id: of, ...rest }, ctx }) =>
        dependencies.row(await links.withdraw({ id: of, ...given(rest), by: ctx.principal.name })),
      ),
    confirm: procedure('pmo')
      .meta(rest('POST', '/dependencies/found/{id}/confirm', 'Say that a found link is one'))
      .input(
        found.extend({
          type: dependencyType.optional().describe('Where it is another than the words say'),
          reversed: z.boolean().optional().describe('It leads the other way than the words say'),
          target: z
            .object({ connection: z.string().min(1), ref: z.string().min(1) })
            .optional()
            .describe('The item that is meant, where the name leads to none or several'),
          note,
        }),
      )
      .output(row)
      .mutation(async ({ input: { id: of, ...rest }, ctx }) =>
        dependencies.row(await links.confirm({ id: of, ...given(rest), by: ctx.principal.name })),
      ),
    reject: procedure('pmo')
      .meta(rest('POST', '/dependencies/found/{id}/reject', 'Say that a found link is none'))
      .input(found.extend({ note }))
      .output(row)
      .mutation(async ({ input: { id: of, ...rest }, ctx }) =>
        dependencies.row(await links.reject({ id: of, ...given(rest), by: ctx.principal.name })),
      ),
    reopen: procedure('pmo')
      .meta(rest('POST', '/dependencies/found/{id}/reopen', 'Take back what was decided of a found link'))
      .input(found)
      .output(row)
      .mutation(async ({ input, ctx }) => dependencies.row(await links.reopen(input.id, ctx.principal.name))),
    decisions: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/dependencies/found/{id}/decisions',
          'All that was decided of a found link, the newest first',
        ),
      )
      .input(found)
      .output(
        z.object({
          decisions: z
            .array(
              decision.extend({
                type: dependencyType.optional(),
                reversed: z.boolean(),
                withdrawnBy: z.string().optional(),
                withdrawnAt: z.string().optional(),
              }),
            )
            .readonly(),
        }),
      )
      .query(async ({ input }) => ({ decisions: await links.decisions(input.id) })),
  })
}
