import { z } from 'zod'
import {
  given,
  pageOfWhole,
  procedure,
  router,
  wholeListInput,
  wholeListOutput,
  restRoutes,
} from '../../rpc/index.ts'
import type { KeptImport } from './queries.ts'
import type { MappingService } from './service.ts'

const mapping = {
  format: z.enum(['csv', 'json']).default('csv'),
  text: z
    .string()
    .min(1)
    .max(10_000_000)
    .describe(
      'Lines of: connection, account, person, email, role, unit, id. CSV with a line of column names, or a JSON list of objects',
    ),
}
const problem = z.object({ line: z.int(), sentence: z.string() })
const body = z.record(z.string(), z.unknown())

const kept = z.object({
  id: z.string(),
  source: z.string(),
  note: z.string().optional(),
  lines: z.int().describe('Lines that were taken'),
  people: z
    .array(z.object({ id: z.string(), added: z.boolean(), lines: z.array(z.int()).readonly() }))
    .readonly(),
  by: z.string(),
  at: z.string().describe('Instant'),
  revertedBy: z.string().optional(),
  revertedAt: z.string().optional(),
})

function shown({ changes, ...rest }: KeptImport): z.infer<typeof kept> {
  return {
    ...rest,
    people: changes.map(({ id, before, lines }) => ({ id, added: before === undefined, lines })),
  }
}

/** Imports of a mapping from accounts to people, over HTTP and tRPC. */
export function mappingRouter(service: MappingService) {
  const rest = restRoutes('people')
  return router({
    preview: procedure('viewer')
      .meta(rest('POST', '/people/imports/preview', 'What importing a mapping would do; writes nothing'))
      .input(z.object(mapping))
      .output(
        z.object({
          lines: z.int(),
          changes: z
            .array(
              z.object({
                id: z.string(),
                before: body.optional().describe('Absent: the person is new'),
                after: body,
                lines: z.array(z.int()).readonly(),
              }),
            )
            .readonly(),
          problems: z.array(problem).readonly().describe('Lines that cannot be taken'),
          warnings: z.array(problem).readonly().describe('Lines that are taken and deserve a second look'),
          unchanged: z.int().describe('People whom the lines name and who are so already'),
        }),
      )
      // It changes nothing; a mapping is too long for an address.
      .mutation(({ input }) => service.preview(input)),
    take: procedure('pmo')
      .meta(rest('POST', '/people/imports', 'Import a mapping of accounts to people, roles and units'))
      .input(
        z.object({
          ...mapping,
          source: z.string().min(1).max(200).describe('Where it comes from, e.g. the name of the file'),
          note: z.string().max(2000).optional().describe('Why; kept with who and when'),
          skipBad: z
            .boolean()
            .default(false)
            .describe('Leave out lines that cannot be taken, instead of taking none'),
        }),
      )
      .output(kept)
      .mutation(async ({ input: { note, ...rest }, ctx }) =>
        shown(await service.apply({ ...rest, ...given({ note }), by: ctx.principal.name })),
      ),
    list: procedure('viewer')
      .meta(rest('GET', '/people/imports', 'Mappings that were imported, the newest first'))
      .input(z.object(wholeListInput(['at', 'source', 'lines', 'by', 'revertedAt'], 'the newest first')))
      .output(z.object({ imports: z.array(kept).readonly(), ...wholeListOutput }))
      .query(async ({ input }) => {
        const { rows, ...next } = pageOfWhole((await service.list()).map(shown), input, ({ id }) => id)
        return { imports: rows, ...next }
      }),
    revert: procedure('pmo')
      .meta(rest('POST', '/people/imports/{id}/revert', 'Take an import back: everybody is as before it'))
      .input(z.object({ id: z.string().min(1) }))
      .output(kept)
      .mutation(async ({ input, ctx }) => shown(await service.revert(input.id, ctx.principal.name))),
  })
}
