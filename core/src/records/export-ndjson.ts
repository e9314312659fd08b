import { breather, canonicalJson } from '@headless-pmo/engine'
import { recordSchemas, type RecordKind } from '@headless-pmo/sdk'
import type { Handle } from '../database/index.ts'
import type { ComposedItem } from './compose-item.ts'
import { composeItems } from './item-view.ts'
import {
  accountsPointedAt,
  exportPage,
  hasAlongAccounts,
  liveTargets,
  type ExportRow,
} from './queries-export.ts'
import { archivedConnections, storedConnections } from './queries-archive.ts'
import { recordView } from './queries-find.ts'
import { referencesOf, replaceReferences, subjectOf, type KindedReference } from './reference-fields.ts'

/** Records of one batch: what is held in memory, and what is parsed in one turn of the loop. */
const BATCH = 250
/** Rows looked at in one query for the accounts they point at. */
const SCAN = 5000

/**
 * Exports the portfolio as MODEL.md says: a first line with the format, then one line a live record in byte
 * order of (connection, kind, ref), in canonical JSON. References are public keys where they lead to an
 * exported record, else what the tracker says of the target. Two histories that settled in the same state give equal
 * bytes. Yields whole lines, a batch at a time.
 *
 * @param handle the root handle: batches are reads of their own, so that nothing waits for an export
 */
export async function* exportNdjson(handle: Handle): AsyncGenerator<string> {
  yield `${canonicalJson({ format: 'headless-pmo-export', version: 1 })}\n`
  const wanted = await accountsInUse(handle)
  const archived = await archivedConnections(handle)
  for (const connection of await storedConnections(handle)) {
    if (archived.has(connection)) continue
    for (const kind of kinds) yield* linesOfKind(handle, { connection, kind }, wanted)
  }
}

/** In byte order. */
const kinds = (Object.keys(recordSchemas) as RecordKind[]).toSorted((a, b) => (a < b ? -1 : 1))

async function* linesOfKind(
  handle: Handle,
  of: { readonly connection: string; readonly kind: RecordKind },
  wanted: ReadonlySet<string>,
): AsyncGenerator<string> {
  let after = ''
  for (;;) {
    const rows = await exportPage(handle, of, { after, limit: BATCH })
    after = rows.at(-1)?.ref ?? ''
    const lines = await linesOf(handle, of.connection, rows, wanted)
    if (lines !== '') yield lines
    if (rows.length < BATCH) return
  }
}

/**
 * Accounts that exported records point at; those among them that are known only from other streams' replies
 * are exported, the rest of that sort is not: how many there are depends on what was once seen.
 */
async function accountsInUse(handle: Handle): Promise<ReadonlySet<string>> {
  const wanted = new Set<string>()
  if (!(await hasAlongAccounts(handle))) return wanted
  const breathe = breather()
  let after = 0
  for (;;) {
    const { last, names } = await accountsPointedAt(handle, { after, limit: SCAN })
    for (const [connection, of] of Map.groupBy(names, (name) => name.connection)) {
      const references = of.map(({ reference }) => ({ kind: 'account' as const, reference }))
      for (const ref of await liveTargets(handle, connection, references)) {
        await breathe()
        if (ref !== undefined) wanted.add(accountName(connection, ref))
      }
    }
    if (last === undefined) return wanted
    after = last
  }
}

const accountName = (connection: string, ref: string): string => `${connection}\n${ref}`

async function linesOf(
  handle: Handle,
  connection: string,
  rows: readonly ExportRow[],
  wantedAccounts: ReadonlySet<string>,
): Promise<string> {
  const breathe = breather()
  const composed = await composeItems(
    handle,
    rows.flatMap((row) =>
      row.kind === 'workItem' ? [recordView<'workItem'>({ ...row, gone: null, gone_at: null })] : [],
    ),
  )
  const targets = await findTargets(handle, connection, rows, composed)
  let text = ''
  for (const row of rows) {
    await breathe()
    const subject = subjectOf(row.data)
    if (subject !== undefined && targets.get(nameOf(subject)) === undefined) continue
    if (row.kind === 'account' && row.along && !wantedAccounts.has(accountName(connection, row.ref))) continue
    const item = composed.get(row.id)
    text += `${canonicalJson({
      ...replaceReferences(row.data, (reference) => publicKey(connection, reference, targets)),
      connection,
      ...(item !== undefined &&
        Object.keys(item).length > 0 && { composed: publicItem(connection, item, targets) }),
    })}\n`
  }
  return text
}

/** The live ref that each reference of a batch leads to, by the reference's name. */
async function findTargets(
  handle: Handle,
  connection: string,
  rows: readonly ExportRow[],
  composed: ReadonlyMap<number, ComposedItem>,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map<string, KindedReference>()
  const add = (reference: KindedReference): unknown => wanted.set(nameOf(reference), reference)
  for (const row of rows) referencesOf(row.data).forEach(add)
  for (const { iteration } of composed.values()) {
    if (iteration !== undefined) add({ kind: 'iteration', reference: iteration.value })
  }
  const references = [...wanted.values()]
  const refs = await liveTargets(handle, connection, references)
  return new Map(
    references.flatMap((reference, index) => {
      const ref = refs[index]
      return ref === undefined ? [] : [[nameOf(reference), ref] as const]
    }),
  )
}

function nameOf({ kind, reference }: KindedReference): string {
  return typeof reference === 'string' ? `${kind} ref:${reference}` : `${kind} key:${reference.key}`
}

function publicKey(
  connection: string,
  reference: KindedReference,
  targets: ReadonlyMap<string, string>,
): unknown {
  const ref = targets.get(nameOf(reference))
  if (ref !== undefined) return { connection, kind: reference.kind, ref }
  return typeof reference.reference === 'string' ? { ref: reference.reference } : reference.reference
}

function publicItem(
  connection: string,
  item: ComposedItem,
  targets: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const { iteration } = item
  if (iteration === undefined) return { ...item }
  const value = publicKey(connection, { kind: 'iteration', reference: iteration.value }, targets)
  return { ...item, iteration: { ...iteration, value } }
}
