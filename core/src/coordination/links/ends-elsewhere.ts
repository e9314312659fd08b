import type { Handle } from '../../database/index.ts'
import { resolveReferences, storedConnections, type Resolved } from '../../records/index.ts'

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

/** The readable key that an address of a tracker holds: `…/browse/WEB-7`, `…/acme/app/issues/1`. */
function keyIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { pathname } = new URL(url)
  const [, jira] = /\/browse\/([A-Z][A-Z0-9_]*-\d+)\/?$/.exec(pathname) ?? []
  if (jira !== undefined) return jira
  const [, owner, repository, number] = /^\/([^/]+)\/([^/]+)\/(?:issues|pull)\/(\d+)\/?$/.exec(pathname) ?? []
  return number === undefined ? undefined : `${owner}/${repository}#${number}`
}

/** An address without what does not change where it leads. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`
}
