import { account } from '@headless-pmo/sdk'
import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { listRecords } from '../records/index.ts'
import type { PeopleService } from './service.ts'
import { DIRECTIONS, pageInput, pageOf, procedure, router, stored, restRoutes } from '../rpc/index.ts'

const rest = restRoutes('people')

/** People as the tools know them. That accounts of several tools are one person comes with its own feature. */
export function peopleRouter(database: Database, service: PeopleService) {
  return router({
    accounts: procedure('viewer')
      .meta(rest('GET', '/people/accounts', 'Accounts of all trackers'))
      .input(
        z.object({
          connection: z.array(z.string()).optional(),
          text: z.string().min(1).optional().describe('Part of the key'),
          sort: z
            .enum(['key', 'title', 'updated'])
            .default('key')
            .describe('`title`: the name; those without the value come last'),
          direction: z.enum(DIRECTIONS).default('ascending'),
          ...pageInput,
        }),
      )
      .output(
        pageOf(
          z.object({
            connection: z.string(),
            ref: z.string(),
            key: z.string().optional(),
            data: stored(account),
          }),
        ),
      )
      .query(async ({ input: { connection, text, sort, direction, cursor, limit } }) => {
        const page = await listRecords(database.root, {
          filter: {
            kind: 'account',
            ...(connection !== undefined && { connections: connection }),
            ...(text !== undefined && { text }),
          },
          sort: { by: sort, direction },
          limit,
          ...(cursor !== undefined && { cursor }),
        })
        return { items: page.records, ...(page.nextCursor !== undefined && { next: page.nextCursor }) }
      }),
    pseudonymise: procedure('administrator')
      .meta(
        rest(
          'POST',
          '/people/accounts/{connection}/{ref}/pseudonymise',
          'Take the names of an account out of everything that is stored and will be read',
        ),
      )
      .input(
        z.object({
          connection: z.string().min(1),
          ref: z.string().min(1).describe('Ref or former ref of the account'),
        }),
      )
      .output(
        z.object({
          connection: z.string(),
          ref: z.string(),
          pseudonym: z.string(),
          raw: z.int().describe('Raw items that named the person'),
          records: z.int(),
          changes: z.int(),
        }),
      )
      .mutation(({ input, ctx }) =>
        service.pseudonymise({ connection: input.connection, account: input.ref, by: ctx.principal.name }),
      ),
  })
}
