import { z } from 'zod'
import type { DefinitionKind, DefinitionService } from '../../definitions/index.ts'
import { procedure, restRoutes } from '../../rpc/index.ts'

/** What a portfolio or program is kept as. */
const kept = z.object({
  id: z.string(),
  managed: z.enum(['file', 'api']),
  version: z.int(),
  body: z.record(z.string(), z.unknown()),
})

/** Procedures that make, change and remove what the API manages of one kind; each version is kept with who and when. */
export function definitionProcedures(
  definitions: DefinitionService,
  of: {
    readonly kind: DefinitionKind
    /** Part of the address, e.g. `programs`. */
    readonly path: string
    readonly id: z.ZodType<string>
    readonly body: z.ZodType<Readonly<Record<string, unknown>>>
    /** Whether what it points at exists. @throws PmoError `invalid-request` */
    readonly check: (body: Readonly<Record<string, unknown>>) => Promise<void>
  },
) {
  const { kind, path, body, check } = of
  const routes = restRoutes('portfolios')
  const rest = (method: 'POST' | 'PUT' | 'DELETE' | 'GET', below: string, summary: string) =>
    routes(method, `/${path}${below}`, summary)
  const id = z.object({ id: z.string().min(1) })
  return {
    create: procedure('pmo')
      .meta(rest('POST', '', `Add a ${kind} that the API manages`))
      .input(z.object({ id: of.id, body }))
      .output(kept)
      .mutation(async ({ input, ctx }) => {
        await check(input.body)
        return definitions.create({ kind, id: input.id, body: input.body, by: ctx.principal.name })
      }),
    update: procedure('pmo')
      .meta(rest('PUT', '/{id}', `Replace a ${kind} that the API manages`))
      .input(id.extend({ version: z.int().describe('The version that was read'), body }))
      .output(kept)
      .mutation(async ({ input, ctx }) => {
        await check(input.body)
        const { id: name, version } = input
        return definitions.update({ kind, id: name, version, body: input.body, by: ctx.principal.name })
      }),
    remove: procedure('pmo')
      .meta(rest('DELETE', '/{id}', `Remove a ${kind} that the API manages; its projects stay`))
      .input(id.extend({ version: z.int() }))
      .output(z.object({ removed: z.string() }))
      .mutation(async ({ input, ctx }) => {
        await definitions.remove({ kind, ...input, by: ctx.principal.name })
        return { removed: input.id }
      }),
  }
}
