import type { Verbatim } from '@headless-pmo/sdk'
import type { Client } from './client.ts'
import { platform, type Edition } from './edition.ts'
import { elementsOf } from './element.ts'
import { readAll, type WholeList } from './read-all.ts'

/** Lists of words that issues carry, by the last part of their address. */
export type WordKind = 'status' | 'issuetype' | 'priority' | 'resolution' | 'issueLinkType'

/** Cloud pages these, and has announced the end of the lists without pages. */
const PAGED: ReadonlySet<WordKind> = new Set(['priority', 'resolution'])

/** Words of the site of one kind. A refused list is a result. */
export async function readWords(client: Client, edition: Edition, kind: WordKind): Promise<WholeList> {
  const path = `${platform(edition)}/${kind}`
  const what = `The list ${kind} of the site`
  if (edition === 'cloud' && PAGED.has(kind))
    return readAll(client, { path: `${path}/search`, what, pageSize: 50, at: 'values' })
  const reply = await client.get(path)
  if (reply.status !== 200) return { refused: reply }
  return { elements: elementsOf(reply, what, kind === 'issueLinkType' ? ['issueLinkTypes'] : []) }
}

/** The same. @throws Error when the list is refused */
export async function mustReadWords(
  client: Client,
  edition: Edition,
  kind: WordKind,
): Promise<readonly Verbatim[]> {
  const list = await readWords(client, edition, kind)
  return 'elements' in list ? list.elements : elementsOf(list.refused, `The list ${kind} of the site`)
}
