import type { Dependency } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import { dataOf, pagesThen } from '../../portfolio/index.ts'
import { listRecords, resolveReferences, storedConnections } from '../../records/index.ts'
import { endsElsewhere } from '../links/index.ts'
import type { SamePair } from './conflict-facts.ts'

const PAGE = 500

/**
 * Items of which a tracker says that one duplicates the other, over the border of a connection.
 *
 * @param asOf an instant: what trackers said then; absent: what they say
 */
export async function sameByRecords(handle: Handle, asOf?: string): Promise<SamePair[]> {
  const pairs: SamePair[] = []
  for await (const page of asOf === undefined ? duplicatesNow(handle) : duplicatesThen(handle, asOf)) {
    for (const [connection, of] of Map.groupBy(page, (record) => record.connection)) {
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
  }
  return pairs
}

interface Duplicate {
  readonly connection: string
  readonly ref: string
  readonly data: Pick<Dependency, 'from' | 'to'>
}

async function* duplicatesNow(handle: Handle): AsyncGenerator<readonly Duplicate[]> {
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'dependency', type: ['duplicates'] },
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    yield page.records
    cursor = page.nextCursor
  } while (cursor !== undefined)
}

async function* duplicatesThen(handle: Handle, asOf: string): AsyncGenerator<readonly Duplicate[]> {
  for await (const page of pagesThen(handle, 'dependency', await storedConnections(handle), { asOf })) {
    yield page.flatMap(({ connection, ref, past }) => {
      if (past.outcome !== 'present' || past.data['type'] !== 'duplicates') return []
      const data = dataOf<'dependency'>(past)
      return past.unknown.includes('from') || past.unknown.includes('to') ? [] : [{ connection, ref, data }]
    })
  }
}
