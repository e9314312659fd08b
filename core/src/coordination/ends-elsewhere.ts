import type { Handle } from '../database/index.ts'
import { resolveReferences, storedConnections, type Resolved } from '../records/index.ts'

/**
 * Looks for ends in all other connections: an item that one tracker only knows by its key and address may be one that
 * another connection reads. Both must be the same, since keys repeat from site to site; an address without a key, or
 * one that leads to a tombstone, finds nothing. In the order of `ends`; what stays unknown comes back as it was.
 */
export async function endsElsewhere(
  handle: Handle,
  connection: string,
  ends: readonly Resolved[],
): Promise<readonly Resolved[]> {
  const found = [...ends]
  const wanted = ends.flatMap((end, index) =>
    !end.found && end.key !== undefined && end.url !== undefined
      ? [{ index, key: end.key, address: addressOf(end.url), kind: end.kind }]
      : [],
  )
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

/** An address without what does not change where it leads. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}
