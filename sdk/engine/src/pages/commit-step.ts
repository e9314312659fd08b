import { breather } from '../breathe.ts'
import type { RawWrite, StoredRaw, StoreTransaction } from '../ports/store.ts'
import { contestedKey } from '../records/map-key.ts'
import { classifyItems } from './classify-items.ts'
import type { DecodedItem } from './decode-item.ts'
import { leavingRaw, movedRecords, planGone, retireRaw, twins } from './departures.ts'
import { loadRecords } from './load-records.ts'
import { MappingWanted } from './mapper.ts'
import { planRecords, type MappedItem } from './plan-records.ts'
import { ALONG_PART, CONTESTED_PART, type BoundStream, type Step, type StepOutcome } from './step.ts'

/**
 * Locks, compares and writes one step inside a transaction; an unchanged step writes nothing (laws 2, 5).
 * @throws MappingWanted where the plugin's process has to map something first
 */
export async function commitStep(tx: StoreTransaction, bound: BoundStream, step: Step): Promise<StepOutcome> {
  const refs = new Set([...step.items.map((i) => i.ref), ...step.gone.map((g) => g.ref)])
  const stored = await tx.rawByRef(bound.key, [...refs])
  const { changed, unchanged, refused } = classifyItems(step, stored, bound.mapKey)
  const leaving = leavingRaw(step, stored)

  const mapped: MappedItem[] = []
  const raw: RawWrite[] = []
  const unmapped: { ref: string; error: string }[] = []
  const wanted: { readonly text: string; readonly hash: string; readonly part: string }[] = []
  const breathe = breather()
  for (const item of changed) {
    await breathe()
    const known = stored.get(item.ref)
    const part = partOf(step, known)
    const outcome = bound.mapper.outcome(item, part)
    if (outcome === undefined) {
      wanted.push({ text: item.text, hash: item.hash, part })
      continue
    }
    raw.push(rawWrite(bound, item, known, part, outcome.ok ? undefined : outcome.error))
    if (outcome.ok)
      mapped.push({
        rawRef: item.ref,
        ...(known === undefined ? {} : { rawId: known.id }),
        records: outcome.records,
      })
    else unmapped.push({ ref: item.ref, error: outcome.error })
  }
  if (wanted.length > 0) throw new MappingWanted(bound.mapper, wanted)

  const rawIds = [...mapped.flatMap((m) => m.rawId ?? []), ...leaving.map((l) => l.raw.id)]
  const loaded = await loadRecords(tx, bound.key.connection, rawIds, mapped)
  const moves = movedRecords(loaded.records, leaving)
  const records = [...loaded.records, ...(await twins(tx, bound.key, moves, loaded.records))]
  const plan = await planRecords({
    items: mapped,
    stored: records,
    owners: loaded.owners,
    leaving: new Set(leaving.map((l) => l.raw.id)),
    moves,
    cause: 'tracker',
  })
  const gone = planGone({
    leaving,
    records,
    moves,
    planned: plan.writes,
    mapped: new Set(mapped.flatMap(({ rawId }) => rawId ?? [])),
    cause: 'tracker',
  })
  raw.push(...leaving.map(retireRaw))

  const writes = [...gone, ...plan.writes]
  const parts = new Map(step.state === undefined ? [] : [[step.part, step.state]])
  if (plan.conflicts.length > 0) parts.set(CONTESTED_PART, { mapKey: contestedKey(bound.mapKey) })
  const contested = new Set(plan.conflicts.map(({ rawRef }) => rawRef))
  if (raw.length > 0 || writes.length > 0 || parts.size > 0) {
    const marked = raw.map((row) =>
      contested.has(row.ref) ? { ...row, mapKey: contestedKey(row.mapKey) } : row,
    )
    await tx.write({ stream: bound.key, raw: marked, records: writes, parts })
  }
  return {
    written: changed.length,
    unchanged,
    refused: refused.length,
    unmapped,
    conflicts: plan.conflicts.map(({ message }) => message),
    records: writes,
    removed: leaving.filter(({ movedTo }) => movedTo === undefined).length,
  }
}

/**
 * An item belongs to the part that last brought something new of it: two parts which both show it do not take turns,
 * and the part that it left is not asked for it any more. What comes along takes nothing from the stream's own read.
 */
function partOf(step: Step, known: StoredRaw | undefined): string {
  if (step.along !== true) return step.part
  return known === undefined || known.gone !== undefined ? ALONG_PART : known.part
}

function rawWrite(
  bound: BoundStream,
  item: DecodedItem,
  known: StoredRaw | undefined,
  part: string,
  mapError: string | undefined,
): RawWrite {
  return {
    ...(known === undefined ? {} : { id: known.id }),
    ref: item.ref,
    part,
    ...(item.version === undefined ? {} : { version: item.version }),
    hash: item.hash,
    ...(known?.hash === item.hash ? {} : { json: item.text }),
    mapKey: bound.mapKey,
    ...(mapError === undefined ? {} : { mapError }),
  }
}
