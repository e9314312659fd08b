import { parseJson, type Stream } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import type { Lease, RawWrite, RecordWrite, Store, StoredRawText, StoreTransaction } from '../ports/store.ts'
import { mapConfig } from '../records/map-config.ts'
import { storableText } from '../records/clean-text.ts'
import { contestedKey } from '../records/map-key.ts'
import { checkOutcome, mapItem, type MapOutcome } from '../records/map-item.ts'
import { storableVersion } from './decode-item.ts'
import { loadRecords } from './load-records.ts'
import { mappedTransaction, MappingWanted } from './mapper.ts'
import { planRecords, type MappedItem } from './plan-records.ts'
import { CONTESTED_PART, type BoundStream } from './step.ts'

/** Raw items mapped again in one transaction: short enough to let other work in between. */
const BATCH = 500

export interface RemapOutcome {
  readonly remapped: number
  readonly records: readonly RecordWrite[]
  readonly unmapped: readonly { readonly ref: string; readonly error: string }[]
  /** Claims that are new. */
  readonly conflicts: readonly string[]
}

/**
 * Maps stored items again whose map key is another one, batch by batch and without a request (law 3).
 * Interrupted, it goes on where it was: each item carries the key it was mapped under. Items with a contested
 * record come by again, and once more where the owner may have let go in a later batch.
 */
export async function* remap(store: Store, lease: Lease, bound: BoundStream): AsyncGenerator<RemapOutcome> {
  let contested: number
  let released: boolean
  do {
    contested = 0
    released = false
    for await (const batch of remapAll(store, lease, bound)) {
      contested += batch.contested
      released ||= batch.outcome.records.some(({ event }) => event === 'retired')
      yield batch.outcome
    }
  } while (contested > 0 && released)
  await store.transaction(lease, async (tx) => {
    const parts = new Map<string, { mapKey: string }>()
    for (const [part, { mapKey }] of await tx.parts(bound.key)) {
      const wanted = part === CONTESTED_PART && contested > 0 ? contestedKey(bound.mapKey) : bound.mapKey
      if (mapKey !== wanted) parts.set(part, { mapKey: wanted })
    }
    if (contested > 0) parts.set(CONTESTED_PART, { mapKey: contestedKey(bound.mapKey) })
    if (parts.size > 0) await tx.write({ stream: bound.key, raw: [], records: [], parts })
  })
}

interface RemapBatch {
  readonly outcome: RemapOutcome
  readonly contested: number
}

async function* remapAll(store: Store, lease: Lease, bound: BoundStream): AsyncGenerator<RemapBatch> {
  let after: string | undefined
  for (;;) {
    const step = await mappedTransaction(store, lease, async (tx) => {
      const batch = await tx.rawToMap(bound.key, bound.mapKey, after, BATCH)
      return batch.length === 0
        ? undefined
        : { last: batch.at(-1)?.ref, batch: await remapBatch(tx, bound, batch) }
    })
    if (step === undefined) return
    after = step.last
    yield step.batch
  }
}

async function remapBatch(
  tx: StoreTransaction,
  bound: BoundStream,
  batch: readonly StoredRawText[],
): Promise<RemapBatch> {
  const breathe = breather()
  const mapped: MappedItem[] = []
  const unmapped: { ref: string; error: string }[] = []
  const rows: RawWrite[] = []
  const unasked = batch.filter(
    (row) => bound.mapper.elsewhere && bound.mapper.given(named(row)) === undefined,
  )
  if (unasked.length > 0) throw new MappingWanted(bound.mapper, unasked.map(named))
  for (const stored of batch) {
    await breathe()
    const { json: _json, revision: _revision, mapError: _mapError, ...row } = stored
    const { outcome, version } = mapStored(bound, stored)
    const error = outcome.ok ? {} : { mapError: outcome.error }
    const versionAnew = version === undefined ? {} : { version }
    rows.push({ ...row, ...versionAnew, mapKey: bound.mapKey, ...error })
    if (outcome.ok) mapped.push({ rawRef: row.ref, rawId: row.id, records: outcome.records })
    else unmapped.push({ ref: row.ref, error: outcome.error })
  }
  const ids = batch.map((row) => row.id)
  const { records, owners } = await loadRecords(tx, bound.key.connection, ids, mapped)
  const plan = await planRecords({
    items: mapped,
    stored: records,
    owners,
    leaving: new Set(),
    moves: new Map(),
    cause: 'mapping',
  })
  const lost = Map.groupBy(plan.conflicts, ({ rawRef }) => rawRef)
  const keyBefore = new Map(batch.map(({ ref, mapKey }) => [ref, mapKey]))
  const raw = rows
    .map((row) => (lost.has(row.ref) ? { ...row, mapKey: contestedKey(bound.mapKey) } : row))
    .filter(({ ref, mapKey }) => mapKey !== keyBefore.get(ref))
  if (raw.length > 0 || plan.writes.length > 0)
    await tx.write({ stream: bound.key, raw, records: plan.writes, parts: new Map() })
  const anew = new Set(raw.map(({ ref }) => ref))
  return {
    contested: lost.size,
    outcome: {
      remapped: raw.length,
      records: plan.writes,
      unmapped,
      conflicts: plan.conflicts.filter(({ rawRef }) => anew.has(rawRef)).map(({ message }) => message),
    },
  }
}

const named = ({ json, hash, part }: StoredRawText) => ({ text: json, hash, part })

interface MappedStored {
  readonly outcome: MapOutcome
  /** Another version of the plugin may tell versions by another field; both sides must speak the same. */
  readonly version?: string
}

function mapStored({ stream, config, mapper }: BoundStream, row: StoredRawText): MappedStored {
  const given = mapper.given(named(row))
  if (given !== undefined) {
    const { outcome, version } = given
    return {
      outcome: checkOutcome(outcome, row.json),
      ...(version === undefined ? {} : { version: storableText(version) }),
    }
  }
  const value = parseJson(row.json)
  const context = { config: mapConfig(stream, config), part: row.part }
  return { outcome: mapItem(stream, { value, text: row.json }, context), ...versionAnew(stream, value) }
}

function versionAnew(stream: Stream, value: unknown): { readonly version?: string } {
  try {
    return storableVersion(stream, value)
  } catch {
    return {}
  }
}
