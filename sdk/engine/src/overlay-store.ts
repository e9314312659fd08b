import type { RecordKind } from '@headless-pmo/sdk'
import type {
  HeldRemoval,
  PartState,
  RawWrite,
  RecordWrite,
  Store,
  StoredRaw,
  StoredRawText,
  StoredRecord,
  StoreTransaction,
  StreamKey,
  WritePlan,
} from './ports/store.ts'
import { isContested } from './records/map-key.ts'

/** What was written over the base, for showing the difference or for replaying it. */
export interface OverlayLog {
  readonly writes: readonly RecordWrite[]
  readonly held: readonly HeldRemoval[]
}

interface OverlayRaw extends StoredRaw {
  /** Absent: as in the base. */
  readonly json?: string
  readonly baseLive: boolean
}

/** Row ids made here come after those of any base, in order of age. */
const FIRST_ID = 2 ** 50

/**
 * A store that reads through to another one and keeps what is written in memory: what a dry run writes to.
 * The base only ever sees reads.
 */
export class OverlayStore implements Store {
  readonly #base: Store
  readonly #raw = new Map<string, Map<string, OverlayRaw>>()
  readonly #records = new Map<number, StoredRecord & { readonly connection: string }>()
  readonly #parts = new Map<string, Map<string, PartState>>()
  readonly #writes: RecordWrite[] = []
  readonly #held: HeldRemoval[] = []
  /** Refs of contested items whose text only the base has, by stream: `rawToMap` needs it. */
  readonly #untold = new Map<StreamKey, Set<string>>()
  #nextId: number

  /** @param firstId ids of rows that are made here; above all of the base */
  constructor(base: Store, firstId = FIRST_ID) {
    this.#base = base
    this.#nextId = firstId
  }

  get log(): OverlayLog {
    return { writes: this.#writes, held: this.#held }
  }

  /** A text that changes whenever anything written changes; without `positions` only what was read counts. */
  fingerprint({ positions = true }: { readonly positions?: boolean } = {}): string {
    const rows = [...this.#raw].flatMap(([key, raws]) => (raws.size === 0 ? [] : [[key, ...raws]]))
    const states = positions ? [...this.#parts] : []
    const parts = states.flatMap(([key, own]) => (own.size === 0 ? [] : [[key, ...own]]))
    return JSON.stringify([rows, [...this.#records], parts, this.#writes.length, this.#held.length])
  }

  /** A copy that goes its own way: the trial of a transaction that may fail. */
  fork(): OverlayStore {
    const copy = new OverlayStore(this.#base)
    for (const [key, rows] of this.#raw) copy.#raw.set(key, new Map(rows))
    for (const [id, record] of this.#records) copy.#records.set(id, record)
    for (const [key, states] of this.#parts) copy.#parts.set(key, new Map(states))
    copy.#writes.push(...this.#writes)
    copy.#held.push(...this.#held)
    copy.#nextId = this.#nextId
    return copy
  }

  async transaction<T>(
    lease: Parameters<Store['transaction']>[0],
    work: (tx: StoreTransaction) => Promise<T>,
  ): Promise<T> {
    await this.#readUntold()
    return this.#base.transaction(lease, (base) => work(this.#over(base)))
  }

  /** Inside a transaction a store reads no texts by name. */
  async #readUntold(): Promise<void> {
    for (const [stream, refs] of this.#untold) {
      const own = this.#rawOf(stream)
      for (const [ref, raw] of await this.rawText(stream, [...refs])) {
        const known = own.get(ref)
        if (known !== undefined) own.set(ref, { ...known, json: raw.json })
      }
    }
    this.#untold.clear()
  }

  async parts(stream: StreamKey): Promise<Map<string, PartState>> {
    return this.#mergeParts(stream, await this.#base.parts(stream))
  }

  async *liveRefs(stream: StreamKey, part?: string): ReturnType<Store['liveRefs']> {
    const over = this.#rawOf(stream)
    const live = [...over.values()].filter(
      (raw) => raw.gone === undefined && (part === undefined || raw.part === part),
    )
    const rows: { readonly ref: string; readonly revision: number; readonly part: string }[] = live
    for await (const batch of this.#base.liveRefs(stream, part))
      rows.push(...batch.filter(({ ref }) => !over.has(ref)))
    yield rows.toSorted(byRef)
  }

  async rawText(stream: StreamKey, refs: readonly string[]): Promise<Map<string, StoredRawText>> {
    const found = await this.#base.rawText(stream, refs)
    for (const ref of refs) {
      const over = this.#rawOf(stream).get(ref)
      if (over !== undefined) found.set(ref, { ...over, json: over.json ?? found.get(ref)?.json ?? '' })
    }
    return found
  }

  #over(base: StoreTransaction): StoreTransaction {
    return {
      parts: async (stream) => this.#mergeParts(stream, await base.parts(stream)),
      rawByRef: async (stream, refs) => {
        const found = new Map<string, StoredRaw>(await base.rawByRef(stream, refs))
        for (const ref of refs) {
          const over = this.#rawOf(stream).get(ref)
          if (over !== undefined) found.set(ref, over)
        }
        return found
      },
      rawToMap: async (stream, mapKey, after, limit) => {
        const over = this.#rawOf(stream)
        const rows = await base.rawToMap(stream, mapKey, after, limit + over.size)
        const texts = new Map(rows.map(({ ref, json }) => [ref, json]))
        const own = [...over.values()].flatMap((raw) => {
          const passed = after !== undefined && compareBytes(raw.ref, after) <= 0
          const json = raw.json ?? texts.get(raw.ref)
          return passed || raw.mapKey === mapKey || raw.gone !== undefined || json === undefined
            ? []
            : [{ ...raw, json }]
        })
        return [...rows.filter(({ ref }) => !over.has(ref)), ...own].toSorted(byRef).slice(0, limit)
      },
      records: async (connection, rawIds, names) => {
        const rows = await base.records(connection, rawIds, names)
        const raws = new Set(rawIds)
        const wanted = new Set(names.map(nameOf))
        const own = [...this.#records.values()].filter(
          (r) =>
            r.connection === connection &&
            (raws.has(r.rawId) || (r.gone !== 'merged' && wanted.has(nameOf(r)))),
        )
        return [...rows.filter((row) => !this.#records.has(row.id)), ...own].toSorted(
          (a, b) => compareBytes(a.kind, b.kind) || byRef(a, b) || a.id - b.id,
        )
      },
      rawById: async (ids) => {
        const found = new Map(await base.rawById(ids))
        for (const [stream, raws] of this.#raw) {
          for (const raw of raws.values()) {
            if (ids.includes(raw.id))
              found.set(raw.id, { ...raw, stream: stream.slice(stream.indexOf('\n') + 1) })
          }
        }
        return found
      },
      countLive: async (stream) => {
        const over = [...this.#rawOf(stream).values()]
        const change = over.reduce(
          (sum, raw) => sum + Number(raw.gone === undefined) - Number(raw.baseLive),
          0,
        )
        return (await base.countLive(stream)) + change
      },
      write: (plan) => this.#write(base, plan),
      hold: async (removal) => this.#hold(removal),
      asked: (stream) => this.#asked(base, stream),
    }
  }

  /** What was written here since the base was asked about it is no question any more. */
  async #asked(base: StoreTransaction, stream: StreamKey): ReturnType<StoreTransaction['asked']> {
    const own = this.#rawOf(stream)
    const asked = new Map([...(await base.asked(stream))].filter(([ref]) => !own.has(ref)))
    const held = this.#held
      .filter((removal) => keyOf(removal.stream) === keyOf(stream))
      .flatMap(({ items }) => items)
    for (const { ref, revision } of held) {
      if ((own.get(ref)?.revision ?? revision) === revision && !asked.has(ref)) asked.set(ref, 'waiting')
    }
    return asked
  }

  /** Withdraws a removal that was held, because it was decided. */
  settle(removal: HeldRemoval): void {
    const at = this.#held.indexOf(removal)
    if (at >= 0) this.#held.splice(at, 1)
  }

  #hold(removal: HeldRemoval): void {
    const ofStream = this.#held.filter(({ stream }) => keyOf(stream) === keyOf(removal.stream))
    const wanted = new Set(removal.items.map(itemKey))
    if (ofStream.some(({ items }) => new Set(items.map(itemKey)).symmetricDifference(wanted).size === 0))
      return
    const refs = new Set(removal.items.map(({ ref }) => ref))
    for (const other of ofStream) if (other.items.every(({ ref }) => refs.has(ref))) this.settle(other)
    this.#held.push(removal)
  }

  async #write(base: StoreTransaction, plan: WritePlan): Promise<void> {
    const own = this.#rawOf(plan.stream)
    const stored = await base.rawByRef(
      plan.stream,
      plan.raw.map((raw) => raw.ref).filter((ref) => !own.has(ref)),
    )
    for (const { ref, mapKey, json } of plan.raw) {
      if (isContested(mapKey) && json === undefined && own.get(ref)?.json === undefined)
        upsert(this.#untold, plan.stream, () => new Set<string>()).add(ref)
    }
    for (const raw of plan.raw) own.set(raw.ref, this.#rawRow(raw, own.get(raw.ref), stored.get(raw.ref)))
    for (const record of plan.records) {
      this.#writes.push(record)
      const id = record.id ?? this.#nextId++
      const raw =
        own.get(record.rawRef) ?? (await base.rawByRef(plan.stream, [record.rawRef])).get(record.rawRef)
      this.#records.set(id, {
        id,
        connection: plan.stream.connection,
        kind: record.kind,
        ref: record.ref,
        rawId: raw?.id ?? 0,
        hash: record.hash,
        data: record.data,
        ...(record.gone === undefined ? {} : { gone: record.gone }),
      })
    }
    const parts = this.#partsOf(plan.stream)
    for (const [part, state] of plan.parts) parts.set(part, { ...parts.get(part), ...state })
  }

  #rawRow(write: RawWrite, own: OverlayRaw | undefined, base: StoredRaw | undefined): OverlayRaw {
    const before = own ?? base
    const text = write.json ?? own?.json
    const { json: _json, ...rest } = write
    return {
      ...rest,
      id: before?.id ?? this.#nextId++,
      revision: (before?.revision ?? 0) + 1,
      ...(text === undefined ? {} : { json: text }),
      baseLive: own?.baseLive ?? (base !== undefined && base.gone === undefined),
    }
  }

  #mergeParts(stream: StreamKey, base: Map<string, PartState>): Map<string, PartState> {
    const merged = new Map(base)
    for (const [part, state] of this.#partsOf(stream)) merged.set(part, { ...merged.get(part), ...state })
    return new Map([...merged].toSorted(([a], [b]) => compareBytes(a, b)))
  }

  #rawOf(stream: StreamKey): Map<string, OverlayRaw> {
    return upsert(this.#raw, keyOf(stream), () => new Map<string, OverlayRaw>())
  }

  #partsOf(stream: StreamKey): Map<string, PartState> {
    return upsert(this.#parts, keyOf(stream), () => new Map<string, PartState>())
  }
}

/** The order of refs in a database: by bytes of UTF-8, where UTF-16 puts emoji before some letters. */
const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const byRef = (a: { readonly ref: string }, b: { readonly ref: string }): number => compareBytes(a.ref, b.ref)

const itemKey = ({ ref, revision, reason }: HeldRemoval['items'][number]): string =>
  `${revision} ${reason} ${ref}`

const keyOf = (stream: StreamKey): string => `${stream.connection}\n${stream.stream}`
const nameOf = (record: { readonly kind: RecordKind; readonly ref: string }): string =>
  `${record.kind}\n${record.ref}`

function upsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
