import { z } from 'zod'
import { PmoError } from '../../config/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { pageInput, pageOf, pageOfWhole, procedure, router, sortInput, restRoutes } from '../../rpc/index.ts'
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
  const routes = restRoutes('organisation')
  const rest = (method: Method, path: string, summary: string) =>
    routes(method, `/organisation/${many}${path}`, summary)
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
      .meta(rest('GET', '', `All ${many} as they are stated`))
      .input(
        z.object({
          ...sortInput(
            ['id', 'name', 'managed', 'version'],
            'the order in which they were configured or made',
          ),
          ...pageInput,
        }),
      )
      .output(pageOf(view))
      .query(async ({ input }) => {
        const all = (await definitions.list(kind)).map(({ body: stated, ...one }) => ({
          id: one.id,
          managed: one.managed,
          version: one.version,
          entry: stated,
        }))
        const { rows, ...next } = pageOfWhole(all, input, {
          id: (one) => one.id,
          by: {
            name: ({ entry: { name } }) => (typeof name === 'string' ? name.toLowerCase() : undefined),
          },
        })
        return { items: rows, ...next }
      }),
    get: procedure('viewer')
      .meta(rest('GET', '/{id}', `One of the ${many} as it is stated`))
      .input(id)
      .output(view)
      .query(({ input }) => shown(input.id)),
    create: procedure('pmo')
      .meta(rest('POST', '', `Add to the ${many}, managed by the API`))
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
      .meta(rest('PUT', '/{id}', `Replace one of the ${many} that the API manages`))
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
      .meta(rest('DELETE', '/{id}', `Remove one of the ${many} that the API manages`))
      .input(id.extend({ version: z.int() }))
      .output(z.object({ removed: z.string() }))
      .mutation(async ({ input, ctx }) => {
        const of = input.id
        await organisation.check([{ kind, id: of }])
        await definitions.remove({ kind, id: of, version: input.version, by: ctx.principal.name })
        return { removed: of }
      }),
    versions: procedure('viewer')
      .meta(rest('GET', '/{id}/versions', 'Who changed it, and when'))
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
