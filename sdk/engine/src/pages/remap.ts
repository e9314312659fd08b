import { parseJson } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import type { Lease, RawWrite, RecordWrite, Store, StoredRawText } from '../ports/store.ts'
import { mapConfig } from '../records/map-key.ts'
import { mapItem } from '../records/map-item.ts'
import type { BoundStream } from './commit-step.ts'
import { planRecords, type MappedItem } from './plan-records.ts'

/** Raw items mapped again in one transaction: short enough to let other work in between. */
const BATCH = 500

export interface RemapOutcome {
  readonly remapped: number
  readonly records: readonly RecordWrite[]
  readonly unmapped: readonly { readonly ref: string; readonly error: string }[]
}

/**
 * Maps stored items again whose map key is another one, batch by batch and without a request (law 3).
 * Interrupted, it goes on where it was: each item carries the key it was mapped under.
 */
export async function* remap(store: Store, lease: Lease, bound: BoundStream): AsyncGenerator<RemapOutcome> {
  let after: string | undefined
  for (;;) {
    const step = await store.transaction(lease, async (tx) => {
      const batch = await tx.rawToMap(bound.key, bound.mapKey, after, BATCH)
      return batch.length === 0
        ? undefined
        : { last: batch.at(-1)?.ref, outcome: await remapBatch(tx, bound, batch) }
    })
    if (step === undefined) break
    after = step.last
    yield step.outcome
  }
  await store.transaction(lease, async (tx) => {
    const stale = [...(await tx.parts(bound.key))].filter(([, state]) => state.mapKey !== bound.mapKey)
    if (stale.length === 0) return
    const parts = new Map(stale.map(([part]) => [part, { mapKey: bound.mapKey }]))
    await tx.write({ stream: bound.key, raw: [], records: [], parts })
  })
}

async function remapBatch(
  tx: Parameters<Parameters<Store['transaction']>[1]>[0],
  bound: BoundStream,
  batch: readonly StoredRawText[],
): Promise<RemapOutcome> {
  const breathe = breather()
  const mapped: MappedItem[] = []
  const raw: RawWrite[] = []
  const unmapped: { ref: string; error: string }[] = []
  for (const { json, revision: _revision, mapError: _mapError, ...row } of batch) {
    await breathe()
    const context = { config: mapConfig(bound.stream, bound.config), part: row.part }
    const outcome = mapItem(bound.stream, { value: parseJson(json), text: json }, context)
    raw.push({ ...row, mapKey: bound.mapKey, ...(outcome.ok ? {} : { mapError: outcome.error }) })
    if (outcome.ok) mapped.push({ rawRef: row.ref, rawId: row.id, records: outcome.records })
    else unmapped.push({ ref: row.ref, error: outcome.error })
  }
  const names = mapped.flatMap((m) => m.records.map(({ data }) => ({ kind: data.kind, ref: data.ref })))
  const ids = batch.map((row) => row.id)
  const stored = await tx.records(bound.key.connection, ids, names)
  const foreign = [...new Set(stored.map((record) => record.rawId))].filter((id) => !ids.includes(id))
  const plan = await planRecords({
    items: mapped,
    stored,
    owners: foreign.length === 0 ? new Map() : await tx.rawById(foreign),
    leaving: new Set(),
    moves: new Map(),
    cause: 'mapping',
  })
  await tx.write({ stream: bound.key, raw, records: plan.writes, parts: new Map() })
  return { remapped: batch.length, records: plan.writes, unmapped }
}
