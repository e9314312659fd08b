import type { Handle } from '../../database/index.ts'
import { resolveReferences, storedConnections, type Resolved } from '../../records/index.ts'
import { addressOf, keyIn } from './tracker-address.ts'

/**
 * Looks for ends in all other connections: an item that one tracker only knows by its key and address may be one that
 * another connection reads. Both must be the same, since keys repeat from site to site; where a link has an address
 * alone, the key is read out of it. A tombstone is not found. In the order of `ends`; what stays unknown comes back as
 * it was.
 */
export async function endsElsewhere(
  handle: Handle,
  connection: string,
  ends: readonly Resolved[],
): Promise<readonly Resolved[]> {
  const found = [...ends]
  const wanted = ends.flatMap((end, index) => {
    if (end.found || end.url === undefined) return []
    const { kind, url } = end
    const keys = [end.key, keyIn(url)].filter((key) => key !== undefined)
    return [...new Set(keys)].map((key) => ({ index, key, kind, address: addressOf(url) }))
  })
  if (wanted.length === 0) return found
  for (const other of await storedConnections(handle)) {
    if (other === connection) continue
    const targets = await resolveReferences(
      handle,
      other,
      wanted.map(({ kind, key }) => ({ kind, reference: { key } })),
    )
    for (const [position, target] of targets.entries()) {
      const end = wanted[position]
      if (end === undefined || !target.found || target.gone !== undefined || target.url === undefined)
        continue
      if (addressOf(target.url) === end.address) found[end.index] = target
    }
  }
  return found
}
