import type { Handle } from '../../database/index.ts'
import { listRecords } from '../../records/index.ts'

const PAGE = 500

/**
 * Keys of all projects and repositories that are synced. A text that names something in one of them names an item; of
 * others nobody knows: `UTF-8` looks like one, too.
 */
export async function knownScopes(handle: Handle): Promise<ReadonlySet<string>> {
  const scopes = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'container' },
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    for (const { key } of page.records) if (key !== undefined) scopes.add(key)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return scopes
}
