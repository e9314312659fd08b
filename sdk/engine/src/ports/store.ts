import type { PortfolioRecord, RecordKind } from '@headless-pmo/sdk'

/** A stream of a connection. */
export interface StreamKey {
  readonly connection: string
  readonly stream: string
}

/** The right to write: a lease by name with its fencing number. Every transaction checks it (law 2). */
export interface Lease {
  readonly name: string
  readonly fence: number
  /** The run in whose name is written; kept with every change. */
  readonly run?: string
}

/** What is kept of one part of a stream between runs. */
export interface PartState {
  /** The last committed position, JSON; absent before the first page. */
  readonly cursor?: unknown
  /** Key under which its stored items were mapped last (plugin version, map version, config that is read). */
  readonly mapKey?: string
  /** When the last complete census ended, Unix milliseconds. */
  readonly censusAt?: number
}

/** Why a raw item or a record is no longer live; kept as its tombstone. */
export type TombstoneReason =
  | 'deleted'
  | 'no_access'
  | 'out_of_scope'
  | 'moved'
  | 'absent'
  | 'unmapped'
  | 'merged'

/** A raw item as stored, without its text. */
export interface StoredRaw {
  readonly id: number
  readonly ref: string
  readonly part: string
  readonly version?: string
  /** SHA-256 of the wire text. */
  readonly hash: string
  readonly mapKey: string
  /** Set when the last mapping failed; the records of the mapping before it stay. */
  readonly mapError?: string
  readonly gone?: TombstoneReason
  /** Counts up with every write of the row; tells whether somebody wrote since it was looked at. */
  readonly revision: number
}

/** A raw item with its text, for mapping again and for refreshes. */
export interface StoredRawText extends StoredRaw {
  readonly json: string
}

/** A record as stored. `id` is core's own and never leaves it. */
export interface StoredRecord {
  readonly id: number
  readonly kind: RecordKind
  readonly ref: string
  readonly rawId: number
  /** SHA-256 of the canonical JSON of `data`. */
  readonly hash: string
  readonly data: PortfolioRecord
  readonly gone?: TombstoneReason
}

/** A raw item to write: inserted, or updated where `id` is given. */
export interface RawWrite {
  readonly id?: number
  readonly ref: string
  readonly part: string
  readonly version?: string
  readonly hash: string
  /** Absent: the text stays as stored. */
  readonly json?: string
  readonly mapKey: string
  readonly mapError?: string
  readonly gone?: TombstoneReason
}

/**
 * What happened to a record. `moved`: the same item under a new ref. `restored`: came back from a tombstone.
 */
export type RecordEvent = 'created' | 'updated' | 'retired' | 'restored' | 'moved'

/** Who brought a change about: the tracker, our own mapping that changed, or a person who approved a removal. */
export type ChangeCause = 'tracker' | 'mapping' | 'operator'

/** A record to write, with the change it means. */
export interface RecordWrite {
  /** Absent: a new record. */
  readonly id?: number
  readonly kind: RecordKind
  readonly ref: string
  /** Readable key, by which other records may point at it. */
  readonly key?: string
  /** Ref of the raw item that owns it, in the stream of the transaction. */
  readonly rawRef: string
  readonly hash: string
  readonly data: PortfolioRecord
  readonly gone?: TombstoneReason
  readonly event: RecordEvent
  readonly cause: ChangeCause
  /** The former values of the fields that changed; a field that was absent is null. */
  readonly before?: Readonly<Record<string, unknown>>
  /** When it became true by the tracker's word, an ISO instant; absent: when we saw it. */
  readonly at?: string
  /** Former refs that keep leading here. */
  readonly aliases?: readonly string[]
}

/** Everything one step writes. An empty plan writes nothing at all (law 5). */
export interface WritePlan {
  readonly stream: StreamKey
  readonly raw: readonly RawWrite[]
  readonly records: readonly RecordWrite[]
  /** New state of parts; given fields replace, others stay. */
  readonly parts: ReadonlyMap<string, PartState>
}

/** A removal that waits for a person. */
export interface HeldRemoval {
  readonly stream: StreamKey
  /** Why it was held: too many at once, or a stream that fell to zero. */
  readonly cause: 'limit' | 'suspect'
  readonly live: number
  readonly items: readonly {
    readonly ref: string
    readonly revision: number
    readonly reason: TombstoneReason
  }[]
}

/** The connection's rows inside one transaction. Reads lock what they return. */
export interface StoreTransaction {
  /** State of the parts of a stream; locks them. */
  parts(stream: StreamKey): Promise<Map<string, PartState>>
  /** Raw items by ref, tombstones included; locks them in one order, so that two writers never deadlock. */
  rawByRef(stream: StreamKey, refs: readonly string[]): Promise<Map<string, StoredRaw>>
  /** Raw items with text whose map key differs, in order of ref, after `after`; live ones only. */
  rawToMap(
    stream: StreamKey,
    mapKey: string,
    after: string | undefined,
    limit: number,
  ): Promise<StoredRawText[]>
  /** Records owned by these raw items or carrying one of these names, tombstones included. */
  records(
    connection: string,
    rawIds: readonly number[],
    names: readonly { readonly kind: RecordKind; readonly ref: string }[],
  ): Promise<StoredRecord[]>
  /** Raw items by row id: who owns a record that another item claims. */
  rawById(ids: readonly number[]): Promise<Map<number, StoredRaw & { readonly stream: string }>>
  /** Number of live raw items of a stream. */
  countLive(stream: StreamKey): Promise<number>
  /** Writes a plan. Changes are numbered in the order of `records`. */
  write(plan: WritePlan): Promise<void>
  /**
   * Keeps a removal for `approve` or `reject`. An equal one that still waits is not added twice; those that it
   * contains whole are replaced by it.
   */
  hold(removal: HeldRemoval): Promise<void>
  /** Refs of a stream about whose removal a person was or is asked, and that have not been written since. */
  asked(stream: StreamKey): Promise<ReadonlyMap<string, 'waiting' | 'rejected'>>
}

/** How much a transaction writes: a page, or a snapshot that is too large to be held in memory. */
export type TransactionSize = 'page' | 'large'

/** Where synced data lives. One suite (`storeContract`) holds every implementation to the same behaviour. */
export interface Store {
  /**
   * Runs `work` in one transaction under a lease. Commits when it resolves, rolls back when it rejects.
   * @param size `large`: it writes a snapshot of any size, and may take minutes
   * @throws FencedError when the lease is no longer the newest of its name; nothing is written then.
   */
  transaction<T>(lease: Lease, work: (tx: StoreTransaction) => Promise<T>, size?: TransactionSize): Promise<T>
  /** State of the parts of a stream, without a lock. */
  parts(stream: StreamKey): Promise<Map<string, PartState>>
  /** Live refs with their revisions, all parts or one, in pages of any size; a read without locks. */
  liveRefs(
    stream: StreamKey,
    part?: string,
  ): AsyncIterable<readonly { readonly ref: string; readonly revision: number; readonly part: string }[]>
  /** Stored items with text, for refreshes. */
  rawText(stream: StreamKey, refs: readonly string[]): Promise<Map<string, StoredRawText>>
}
