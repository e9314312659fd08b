import type { Handle } from '../../database/index.ts'
import {
  archivedConnections,
  resolveReferences,
  storedConnections,
  type Resolved,
} from '../../records/index.ts'
import { addressOf } from './tracker-address.ts'
import type { Mention } from './mention.ts'

/** Where a name leads: to one item, to none, or to several of which nobody said which. */
export interface Lead {
  /** Core's id of the item. */
  readonly target?: number
  readonly candidates: number
}

/** A name in the text of an item of a connection. */
export interface NameWithin extends Pick<Mention, 'name' | 'address'> {
  readonly connection: string
}

/**
 * Where names lead, in their order. An address leads to the item that has it. A bare key leads to the item of its own
 * tracker, else to the one item of that key in all others: keys repeat from site to site, and of several none is guessed.
 */
export async function resolveMentions(handle: Handle, names: readonly NameWithin[]): Promise<Lead[]> {
  const wanted = [...new Set(names.map(({ name }) => name))]
  if (wanted.length === 0) return []
  const archived = await archivedConnections(handle)
  const known = new Map<string, ReadonlyMap<string, Known>>()
  for (const connection of await storedConnections(handle)) {
    if (!archived.has(connection)) known.set(connection, await itemsNamed(handle, connection, wanted))
  }
  return names.map((name) => leadOf(name, known))
}

type Known = Extract<Resolved, { found: true }>

function leadOf(
  { name, address, connection }: NameWithin,
  known: ReadonlyMap<string, ReadonlyMap<string, Known>>,
): Lead {
  const all = [...known.values()].flatMap((items) => items.get(name) ?? [])
  const meant =
    address === '' ? all : all.filter(({ url }) => url !== undefined && addressOf(url) === address)
  const live = meant.filter(({ gone }) => gone === undefined)
  const own = meant.find((item) => item.connection === connection)
  if (own !== undefined && (own.gone === undefined || live.length === 0))
    return { target: own.id, candidates: 1 }
  const [only] = live
  return { candidates: live.length, ...(live.length === 1 && only !== undefined && { target: only.id }) }
}

/** Items of a connection by their key, or by a name that they had before. */
async function itemsNamed(
  handle: Handle,
  connection: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const byKey = await resolveReferences(
    handle,
    connection,
    names.map((key) => ({ kind: 'workItem', reference: { key } })),
  )
  const missing = names.filter((_, index) => byKey[index]?.found !== true)
  const byRef = await resolveReferences(
    handle,
    connection,
    missing.map((ref) => ({ kind: 'workItem', reference: ref })),
  )
  const found = new Map<string, Known>()
  const keep = (name: string | undefined, item: Resolved): void => {
    if (name !== undefined && item.found) found.set(name, item)
  }
  for (const [index, item] of byKey.entries()) keep(names[index], item)
  for (const [index, item] of byRef.entries()) keep(missing[index], item)
  return found
}
