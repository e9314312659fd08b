import { z } from 'zod'
import { pageOfWhole, procedure, router, wholeListInput, wholeListOutput, restRoutes } from '../rpc/index.ts'
import { isPmoError } from '../config/index.ts'
import { DEFINITION_KINDS, type Definition } from './definition.ts'
import type { DefinitionService } from './service.ts'

/** An entry in the form that its plugin wants now. @throws PmoError where there is no way to it */
export type CurrentForm = (
  definition: Definition,
) => Promise<{ readonly body: Readonly<Record<string, unknown>>; readonly migrated?: object }>

const rest = restRoutes('definitions')

/** All that is defined, as it was written, and as it runs where that differs. */
export function definitionsRouter(service: DefinitionService, current: CurrentForm) {
  const runsAs = async (definition: Definition) => {
    try {
      const { body, migrated } = await current(definition)
      return migrated === undefined ? {} : { runsAs: body }
    } catch (error) {
      // Why it does not run is said where it is used.
      if (isPmoError(error)) return {}
      throw error
    }
  }
  return router({
    list: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/definitions',
          'Connections, notifiers, portfolios, programs, projects and the organisation as they were written',
        ),
      )
      .input(
        z.object({
          kind: z.enum(DEFINITION_KINDS).optional(),
          ...wholeListInput(['kind', 'id', 'managed', 'changedAt']),
        }),
      )
      .output(
        z.object({
          definitions: z
            .array(
              z.object({
                kind: z.enum(DEFINITION_KINDS),
                id: z.string(),
                managed: z.enum(['file', 'api']),
                version: z.int(),
                body: z.record(z.string(), z.unknown()),
                runsAs: z
                  .record(z.string(), z.unknown())
                  .optional()
                  .describe(
                    "Its form for the present version of its plugin's config, where it was written for another",
                  ),
                changedBy: z.string(),
                changedAt: z.string(),
                effectiveFrom: z.string(),
              }),
            )
            .readonly(),
          ...wholeListOutput,
        }),
      )
      .query(async ({ input }) => {
        const kinds = input.kind === undefined ? DEFINITION_KINDS : [input.kind]
        const all = []
        for (const kind of kinds) {
          for (const definition of await service.list(kind)) {
            all.push({ ...definition, ...(await runsAs(definition)) })
          }
        }
        const { rows, ...next } = pageOfWhole(all, input, ({ kind, id }) => `${kind} ${id}`)
        return { definitions: rows, ...next }
      }),
  })
}
