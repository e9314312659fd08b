import type { Handle } from '../../database/index.ts'
import { listRecords, resolveReferences } from '../../records/index.ts'
import { endsElsewhere } from '../links/index.ts'
import type { SamePair } from './conflict-facts.ts'

const PAGE = 500

/** Items of which a tracker says that one duplicates the other, over the border of a connection. */
export async function sameByRecords(handle: Handle): Promise<SamePair[]> {
  const pairs: SamePair[] = []
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'dependency', type: ['duplicates'] },
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    for (const [connection, of] of Map.groupBy(page.records, (record) => record.connection)) {
      const ends = await resolveReferences(
        handle,
        connection,
        of.flatMap(({ data }) => [
          { kind: 'workItem' as const, reference: data.from },
          { kind: 'workItem' as const, reference: data.to },
        ]),
      )
      const found = await endsElsewhere(handle, connection, ends)
      for (const [index, { ref }] of of.entries()) {
        const [one, other] = [found[2 * index], found[2 * index + 1]]
        if (one?.found !== true || other?.found !== true || one.connection === other.connection) continue
        pairs.push({
          one: { connection: one.connection, ref: one.ref },
          other: { connection: other.connection, ref: other.ref },
          said: `link ${ref} of ${connection}`,
        })
      }
    }
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return pairs
}
