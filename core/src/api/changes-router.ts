import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { feedChange, publicChange } from '../portfolio/index.ts'
import { feedEnd, formatPosition, parsePosition, readChanges, recentChanges } from '../records/index.ts'
import { pageInput, procedure, recordKind, router, restRoutes } from '../rpc/index.ts'

/** The change feed: everything that happened to records, in an order that skips nothing. */
export function changesRouter(database: Database) {
  const rest = restRoutes('changes')
  const filter = {
    connection: z.array(z.string()).optional(),
    kind: z.array(recordKind).optional(),
  }
  const filterOf = (input: {
    connection?: string[] | undefined
    kind?: z.infer<typeof recordKind>[] | undefined
  }) => ({
    ...(input.connection !== undefined && { connections: input.connection }),
    ...(input.kind !== undefined && { kinds: input.kind }),
  })
  return router({
    feed: procedure('viewer')
      .meta(rest('GET', '/changes', 'Changes after a position, oldest first: for programs that follow along'))
      .input(
        z.object({
          after: z.string().optional().describe('`position` of the page before; absent: from the beginning'),
          limit: z.int().min(1).max(1000).default(200),
          ...filter,
        }),
      )
      .output(
        z.object({
          changes: z.array(feedChange).readonly(),
          position: z.string().describe('Where to go on'),
          more: z.boolean().describe('Ask again at once'),
        }),
      )
      .query(async ({ input }) => {
        const page = await readChanges(database.root, {
          limit: input.limit,
          filter: filterOf(input),
          ...(input.after !== undefined && { after: parsePosition(input.after) }),
        })
        return {
          changes: page.changes.map(publicChange),
          position: formatPosition(page.position),
          more: page.more,
        }
      }),
    recent: procedure('viewer')
      .meta(rest('GET', '/changes/recent', 'The last changes, newest first: for people'))
      .input(
        z.object({
          before: z.string().optional().describe('Only those before this position'),
          ...filter,
          ...pageInput,
        }),
      )
      .output(
        z.object({
          changes: z.array(feedChange).readonly(),
          next: z.string().optional().describe('Cursor of the next page; absent on the last'),
        }),
      )
      .query(async ({ input: { limit, cursor, ...input } }) => {
        const before = cursor ?? input.before
        const found = await recentChanges(database.root, {
          limit: limit + 1,
          filter: filterOf(input),
          ...(before !== undefined && { before: parsePosition(before) }),
        })
        const page = found.slice(0, limit)
        const last = page.at(-1)
        return {
          changes: page.map(publicChange),
          ...(found.length > limit && last !== undefined && { next: formatPosition(last.position) }),
        }
      }),
    end: procedure('viewer')
      .meta(rest('GET', '/changes/end', 'The position of now: for programs that want only what is to come'))
      .input(z.object({}))
      .output(z.object({ position: z.string() }))
      .query(async () => ({ position: formatPosition(await feedEnd(database.root)) })),
  })
}
