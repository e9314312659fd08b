import { z } from 'zod'
import type { Database } from '../database/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import { procedure, router, restRoutes } from '../rpc/index.ts'
import { fieldCoverage } from './coverage.ts'
import { countFields } from './queries.ts'

const rest = restRoutes('connections')

/** Field coverage: for each field that a connection's items have or its connector reads, the share with a value. */
export function fieldCoverageRouter(database: Database, definitions: DefinitionService) {
  return router({
    coverage: procedure('viewer')
      .meta(
        rest(
          'GET',
          '/connections/{id}/fields',
          'Which fields of its items are filled, and how far: whether each was taken for what it is',
        ),
      )
      .input(z.object({ id: z.string().min(1) }))
      .output(
        z.object({
          items: z.int().describe('Live work items of the connection'),
          fields: z
            .array(
              z.object({
                field: z
                  .string()
                  .describe('Field of the model, or the key under which `fields` of items hold it'),
                custom: z.boolean().describe('It is one of `fields`'),
                items: z.int().describe('Items that have a value in it'),
                share: z.number().describe('0 to 1'),
                from: z
                  .array(z.object({ ref: z.string(), name: z.string() }))
                  .readonly()
                  .describe('Fields of the tracker that it is read from, where the connector says so'),
              }),
            )
            .readonly(),
        }),
      )
      .query(async ({ input }) => {
        await definitions.get('connection', input.id)
        const counts = await countFields(database.root, input.id)
        return { items: counts.total, fields: fieldCoverage(counts) }
      }),
  })
}
