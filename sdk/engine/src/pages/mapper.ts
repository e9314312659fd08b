import { parseJson, type Stream } from '@headless-pmo/sdk'
import { orAborted } from '../gated-fetch/abort.ts'
import type { Lease, Store, StoreTransaction, TransactionSize } from '../ports/store.ts'
import { mapConfig } from '../records/map-config.ts'
import { checkOutcome, mapItem, type MapOutcome } from '../records/map-item.ts'
import type { RawOutcome } from '../records/map-raw.ts'
import { mapBatchOf, type ItemToMap, type MapBatch, type MappedElsewhere } from './remote-stream.ts'

/** What an item of a page brings along when its plugin runs elsewhere. */
export interface Prepared {
  readonly part?: string
  readonly outcome: RawOutcome
}

/** The outcome of an item that was mapped before it was known whether it has to be. */
export interface Mapped {
  readonly part: string
  readonly outcome: MapOutcome
}

/** An item with its part and what names its content. */
interface Named extends ItemToMap {
  readonly hash: string
}

/** Where the outcomes of one stream's mapping come from: its function, at once, or its process, asked in batches. */
export class Mapper {
  readonly #stream: Stream
  readonly #config: unknown
  readonly #signal: AbortSignal
  readonly #batch: MapBatch | undefined
  readonly #given = new Map<string, MappedElsewhere>()

  constructor(stream: Stream, config: unknown, signal: AbortSignal) {
    this.#stream = stream
    this.#config = config
    this.#signal = signal
    this.#batch = mapBatchOf(stream)
  }

  /** Whether the plugin runs in its own process. */
  get elsewhere(): boolean {
    return this.#batch !== undefined
  }

  /** What the mapping gives for an item of a page; undefined where its process has to be asked first. */
  outcome(
    item: Omit<Named, 'part'> & {
      readonly value?: unknown
      readonly prepared?: Prepared
      readonly mapped?: Mapped
    },
    part: string,
  ): MapOutcome | undefined {
    if (item.mapped?.part === part) return item.mapped.outcome
    if (this.#batch === undefined) {
      const { text, value = parseJson(text) } = item
      return mapItem(this.#stream, { text, value }, { config: mapConfig(this.#stream, this.#config), part })
    }
    const { prepared } = item
    if (prepared !== undefined && (prepared.part === undefined || prepared.part === part)) {
      return checkOutcome(prepared.outcome, item.text)
    }
    const given = this.given({ ...item, part })
    return given === undefined ? undefined : checkOutcome(given.outcome, item.text)
  }

  /** What the process said of an item when it was asked. */
  given(item: Named): MappedElsewhere | undefined {
    return this.#given.get(nameOf(item))
  }

  /** Asks the process, and keeps what it says. @throws what the process failed with, or the run's reason to stop */
  async ask(items: readonly Named[]): Promise<void> {
    for (const [index, mapped] of (await this.told(items)).entries()) {
      const item = items[index]
      if (item !== undefined) this.#given.set(nameOf(item), mapped)
    }
  }

  /** What the process says of items, in their order. @throws what it failed with, or the run's reason to stop */
  async told(items: readonly ItemToMap[]): Promise<readonly MappedElsewhere[]> {
    if (this.#batch === undefined || items.length === 0) return []
    return orAborted(this.#batch(items, this.#config), this.#signal)
  }

  forget(): void {
    this.#given.clear()
  }
}

const nameOf = ({ hash, part }: Named): string => `${hash} ${part}`

/** Ends a transaction that needs outcomes of another process; it is begun again once they are there. */
export class MappingWanted extends Error {
  readonly mapper: Mapper
  readonly items: readonly Named[]

  constructor(mapper: Mapper, items: readonly Named[]) {
    super('Items have to be mapped before they can be written.')
    this.name = 'MappingWanted'
    this.mapper = mapper
    this.items = items
  }
}

/** Each round asks about something new; more of them than this would be a fault of ours. */
const MOST_ROUNDS = 20

/**
 * Runs a transaction that may want items mapped by another process. That process is never waited for while the transaction is open:
 * where it hangs, only the one who asked it waits, and the store serves everybody else.
 */
export async function mappedTransaction<T>(
  store: Store,
  lease: Lease,
  work: (tx: StoreTransaction) => Promise<T>,
  size: TransactionSize = 'page',
): Promise<T> {
  const asked = new Set<Mapper>()
  try {
    for (let round = 1; ; round++) {
      try {
        return await store.transaction(lease, work, size)
      } catch (error) {
        if (!(error instanceof MappingWanted) || round === MOST_ROUNDS) throw error
        asked.add(error.mapper)
        await error.mapper.ask(error.items)
      }
    }
  } finally {
    for (const mapper of asked) mapper.forget()
  }
}
