import {
  FencedError,
  OverlayStore,
  type HeldRemoval,
  type Lease,
  type OverlayLog,
  type Store,
  type StoreTransaction,
  type StreamKey,
} from '@headless-pmo/engine'

/**
 * A store in memory, with the same behaviour as the databases: the store contract holds all three to it. See {@link memoryStore}.
 */
export interface MemoryStore extends Store {
  /** Every change of a record so far, in order, and the removals that were held. */
  readonly log: OverlayLog
  /** A text that changes whenever anything stored changes; without `positions`, cursors are left out of it. */
  fingerprint(of?: {
    /** Whether cursors count. Default true. */
    readonly positions?: boolean
  }): string
  /** Hands the lease on: writers with a lower number are refused from now on. */
  fence(lease: string, fence: number): void
  /** Rejects a held removal: its items are not asked about again until they have been written. */
  reject(removal: HeldRemoval): void
}

/**
 * Makes an empty store. A transaction that fails leaves nothing behind.
 *
 * @example
 * ```ts
 * const store = memoryStore()
 * const before = store.fingerprint() // … a sync of a tracker where nothing is new leaves it as it is
 * ```
 */
export function memoryStore(): MemoryStore {
  const fences = new Map<string, number>()
  const rejected = new Map<string, Map<string, number>>()
  let committed = new OverlayStore(emptyStore, 1)
  // One transaction at a time, like the embedded database: a snapshot is taken back when it fails.
  let tail: Promise<unknown> = Promise.resolve()

  const asked = async (
    tx: StoreTransaction,
    stream: StreamKey,
    held: readonly HeldRemoval[],
  ): Promise<Map<string, 'waiting' | 'rejected'>> => {
    const no = rejected.get(keyOf(stream)) ?? new Map<string, number>()
    const open = held
      .filter((removal) => keyOf(removal.stream) === keyOf(stream))
      .flatMap(({ items }) => items)
    const stored = await tx.rawByRef(stream, [...no.keys(), ...open.map(({ ref }) => ref)])
    const current = (ref: string, revision: number): boolean => stored.get(ref)?.revision === revision
    return new Map([
      ...open.flatMap(({ ref, revision }) => (current(ref, revision) ? [[ref, 'waiting'] as const] : [])),
      ...[...no].flatMap(([ref, revision]) => (current(ref, revision) ? [[ref, 'rejected'] as const] : [])),
    ])
  }

  const transaction = async <T>(lease: Lease, work: (tx: StoreTransaction) => Promise<T>): Promise<T> => {
    const newest = fences.get(lease.name) ?? lease.fence
    if (lease.fence < newest) throw new FencedError(lease.name, lease.fence)
    const trial = committed.fork()
    const result = await trial.transaction(lease, (tx) =>
      work({ ...tx, asked: (stream) => asked(tx, stream, trial.log.held) }),
    )
    if (lease.fence < (fences.get(lease.name) ?? lease.fence)) throw new FencedError(lease.name, lease.fence)
    committed = trial
    return result
  }

  return {
    get log() {
      return committed.log
    },
    fingerprint: (of) => committed.fingerprint(of),
    fence: (lease, fence) => void fences.set(lease, fence),
    reject: (removal) => {
      const key = keyOf(removal.stream)
      const known = rejected.get(key) ?? new Map<string, number>()
      for (const { ref, revision } of removal.items) known.set(ref, revision)
      rejected.set(key, known)
      committed.settle(removal)
    },
    transaction: (lease, work) => {
      const run = tail.then(() => transaction(lease, work))
      tail = run.catch(() => undefined)
      return run
    },
    parts: (stream) => committed.parts(stream),
    liveRefs: (stream, part) => committed.liveRefs(stream, part),
    rawText: (stream, refs) => committed.rawText(stream, refs),
  }
}

const keyOf = ({ connection, stream }: StreamKey): string => `${connection}\n${stream}`

/** A base with nothing in it. */
const emptyStore: Store = {
  transaction: (_lease, work) => work(emptyTransaction),
  parts: async () => new Map(),
  liveRefs: async function* () {},
  rawText: async () => new Map(),
}

const emptyTransaction: StoreTransaction = {
  parts: async () => new Map(),
  rawByRef: async () => new Map(),
  rawToMap: async () => [],
  records: async () => [],
  rawById: async () => new Map(),
  countLive: async () => 0,
  write: async () => undefined,
  hold: async () => undefined,
  asked: async () => new Map(),
}
