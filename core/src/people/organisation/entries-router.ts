import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { pageInput, pageOf, procedure, router } from '../../rpc/index.ts'
import type { OrganisationKind, OrganisationService } from './service.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What a kind of entry is called. */
export interface EntryWords {
  readonly kind: OrganisationKind
  /** In addresses and sentences: units, people … */
  readonly many: string
}

/** Entries of one kind of the organisation: list all, make and change those of the API, see who did it when. */
export function entriesRouter(
  { kind, many }: EntryWords,
  entry: z.ZodObject<{ id: z.ZodString }>,
  {
    organisation,
    definitions,
  }: { readonly organisation: OrganisationService; readonly definitions: DefinitionService },
) {
  const meta = (method: Method, path: string, summary: string) => ({
    openapi: { method, path: `/organisation/${many}${path}` as const, summary, tags: ['organisation'] },
  })
  const body = z.record(z.string(), z.unknown()).describe('As pmo.config.ts would state it, without the id')
  const view = z.object({
    id: z.string(),
    managed: z.enum(['file', 'api']),
    version: z.int(),
    entry: body,
  })
  const id = z.object({ id: entry.shape.id })
  /** The entry by its schema. @throws PmoError `invalid-request` */
  const checked = async (
    of: string,
    given: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, unknown>> => {
    const parsed = entry.safeParse({ ...given, id: of })
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const place = issue?.path.join('.') ?? ''
      throw new PmoError(
        'invalid-request',
        `The ${kind} "${of}" is not valid: ${place} ${issue?.message ?? ''}.`,
      )
    }
    const { id: own, ...rest } = parsed.data
    void own
    // What passed the schema of the kind is an entry of it.
    await organisation.check([{ kind, id: of, entry: rest as never }])
    return rest
  }
  const shown = async (of: string): Promise<z.infer<typeof view>> => {
    const { managed, version, body: stated } = await definitions.get(kind, of)
    return { id: of, managed, version, entry: stated }
  }
  return router({
    list: procedure('viewer')
      .meta(meta('GET', '', `All ${many} as they are stated`))
      .input(z.object(pageInput))
      .output(pageOf(view))
      .query(async ({ input: { cursor, limit } }) => {
        const all = await definitions.list(kind)
        const last = cursor === undefined ? -1 : all.findIndex((one) => one.id === cursor)
        if (cursor !== undefined && last < 0)
          throw new PmoError(
            'invalid-request',
            `The list of ${many} is another one by now; begin with its first page.`,
          )
        const page = all.slice(last + 1, last + 1 + limit)
        const next = last + 1 + limit < all.length ? page.at(-1)?.id : undefined
        return {
          items: page.map((one) => ({
            id: one.id,
            managed: one.managed,
            version: one.version,
            entry: one.body,
          })),
          ...(next !== undefined && { next }),
        }
      }),
    get: procedure('viewer')
      .meta(meta('GET', '/{id}', `One of the ${many} as it is stated`))
      .input(id)
      .output(view)
      .query(({ input }) => shown(input.id)),
    create: procedure('pmo')
      .meta(meta('POST', '', `Add to the ${many}, managed by the API`))
      .input(id.extend({ entry: body }))
      .output(view)
      .mutation(async ({ input, ctx }) => {
        const of = input.id
        await definitions.create({
          kind,
          id: of,
          body: await checked(of, input.entry),
          by: ctx.principal.name,
        })
        return shown(of)
      }),
    update: procedure('pmo')
      .meta(meta('PUT', '/{id}', `Replace one of the ${many} that the API manages`))
      .input(id.extend({ version: z.int().describe('The version that was read'), entry: body }))
      .output(view)
      .mutation(async ({ input, ctx }) => {
        const of = input.id
        const { version } = input
        await definitions.update({
          kind,
          id: of,
          version,
          body: await checked(of, input.entry),
          by: ctx.principal.name,
        })
        return shown(of)
      }),
    remove: procedure('pmo')
      .meta(meta('DELETE', '/{id}', `Remove one of the ${many} that the API manages`))
      .input(id.extend({ version: z.int() }))
      .output(z.object({ removed: z.string() }))
      .mutation(async ({ input, ctx }) => {
        const of = input.id
        await organisation.check([{ kind, id: of }])
        await definitions.remove({ kind, id: of, version: input.version, by: ctx.principal.name })
        return { removed: of }
      }),
    versions: procedure('viewer')
      .meta(meta('GET', '/{id}/versions', 'Who changed it, and when'))
      .input(id)
      .output(
        z.object({
          versions: z
            .array(
              z.object({
                version: z.int(),
                managed: z.enum(['file', 'api']),
                body: body.optional().describe('Absent: it was removed'),
                changedBy: z.string(),
                changedAt: z.string(),
                effectiveFrom: z.string(),
              }),
            )
            .readonly(),
        }),
      )
      .query(async ({ input }) => ({ versions: await definitions.versions(kind, input.id) })),
  })
}
