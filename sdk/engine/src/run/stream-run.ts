import type { Along, Page, Part, Stream } from '@headless-pmo/sdk'
import { breather } from '../breathe.ts'
import { commitStep } from '../pages/commit-step.ts'
import { ALONG_PART, type BoundStream, type Step } from '../pages/step.ts'
import type { Departure } from '../pages/departures.ts'
import { decodeItems, type DecodedItem } from '../pages/decode-item.ts'
import { mappedTransaction, Mapper } from '../pages/mapper.ts'
import type { PartState, StoreTransaction, TombstoneReason, TransactionSize } from '../ports/store.ts'
import { canonicalJson } from '../records/canonical-json.ts'
import { storableText } from '../records/clean-text.ts'
import { mapKey } from '../records/map-key.ts'
import { judgeRemoval } from './removal-guard.ts'
import type { RunContext } from './run-context.ts'
import type { SnapshotSpool } from './snapshot-spool.ts'
import { countsOf, Tally } from './tally.ts'

/** What came along in another stream's replies and was already compared in this run. */
const MOST_ALONG_KNOWN = 50_000

/** Items that came along in a page, with the stream that they belong to. */
export interface AlongItems {
  readonly run: StreamRun
  readonly items: readonly DecodedItem[]
}

/** A page that can be committed: its elements named and fingerprinted. */
export interface ReadyPage {
  readonly items: readonly DecodedItem[]
  readonly along: readonly AlongItems[]
  readonly gone: NonNullable<Page['gone']>
  readonly cursor: unknown
  readonly total: number | undefined
}

/** From which share of changed items on the next page is mapped before it is known what has changed. */
const MOSTLY_CHANGED = 0.5

/** One stream in one run: its bound definition, its counts, what it knows so far. */
export class StreamRun {
  readonly name: string
  readonly stream: Stream
  readonly bound: BoundStream
  readonly tally: Tally
  readonly #context: RunContext
  readonly #siblings: (name: string) => StreamRun | undefined
  readonly #alongKnown = new Map<string, string>()
  /** Refs that this run has seen in any part: never candidates for removal. */
  readonly seen = new Set<string>()
  /** Whether most items of the page that was committed last were new or changed. */
  #mostlyChanged = false
  /** What is to be noted once the transaction that is open is committed. */
  #effects: (() => void)[] = []
  /** Live items when the run began, and refs about whose removal a person was asked. */
  #before: { readonly live: number; readonly asked: Set<string> } | undefined

  constructor(
    context: RunContext,
    name: string,
    stream: Stream,
    siblings: (name: string) => StreamRun | undefined,
  ) {
    this.#context = context
    this.#siblings = siblings
    this.name = name
    this.stream = stream
    this.tally = new Tally(name)
    this.bound = {
      key: { connection: context.connection, stream: name },
      stream,
      config: context.config,
      mapKey: mapKey(context.pluginVersion, stream, context.config),
      mapper: new Mapper(stream, context.config, context.signal),
    }
  }

  /** What a stream's functions are given beside their own arguments. */
  get plugin(): {
    readonly fetch: RunContext['fetch']
    readonly config: unknown
    readonly signal: AbortSignal
    readonly log: { info(m: string): void; warn(m: string): void }
  } {
    const { fetch, config, signal, log } = this.#context
    return {
      fetch,
      config,
      signal,
      log: {
        info: (message) => log?.('info', this.name, message),
        warn: (message) => {
          log?.('warn', this.name, message)
          this.tally.note(message)
        },
      },
    }
  }

  /** Where a part goes on; the start when there is nothing to go on from, or it is to be read whole. */
  cursorOf(state: PartState | undefined): unknown {
    if (this.#context.full || state?.cursor === undefined) return this.stream.start
    const known = this.stream.cursor.safeParse(state.cursor)
    if (known.success) return known.data
    this.tally.note(
      'The stored position does not fit this version of the plugin; the stream is read from its start.',
    )
    return this.stream.start
  }

  /** Whether naming the elements of a page asks the plugin's process: what people are hidden in has to be mapped anew. */
  get asksToDecode(): boolean {
    return this.bound.mapper.elsewhere && this.#context.disguise !== undefined
  }

  /** Elements of a page, named and fingerprinted. @throws Error when one has no usable name */
  decode(items: readonly unknown[]): Promise<DecodedItem[]> {
    const { name, stream, bound } = this
    return decodeItems({ name, stream, mapper: bound.mapper, disguise: this.#context.disguise }, items)
  }

  /** Items of other streams that came along, by the stream that takes them. @throws Error when there is no such stream */
  async decodeAlong(along: readonly Along[]): Promise<readonly AlongItems[]> {
    const decoded: AlongItems[] = []
    for (const { stream, items } of along) {
      const run = this.#siblings(stream)
      if (run === undefined)
        throw new Error(`A page of ${this.name} brings items of a stream "${stream}" that does not exist.`)
      decoded.push({ run, items: await run.decode(items) })
    }
    return decoded
  }

  /**
   * Names and fingerprints a page. Where most of what this run has committed was new, its items are mapped as well:
   * that is work for the time in which the page before is written, when there is nothing else to do but wait.
   *
   * @throws Error when an item has no usable name
   */
  async ready(part: Part<unknown>, page: Page): Promise<ReadyPage> {
    const items = await this.decode(page.items)
    return {
      items: this.#mostlyChanged ? await this.#mapped(items, part.key) : items,
      along: await this.decodeAlong(page.along ?? []),
      gone: page.gone ?? [],
      cursor: page.cursor,
      total: page.total,
    }
  }

  async #mapped(items: readonly DecodedItem[], part: string): Promise<readonly DecodedItem[]> {
    const breathe = breather()
    const mapped: DecodedItem[] = []
    for (const item of items) {
      await breathe()
      const outcome = this.bound.mapper.outcome(item, part)
      mapped.push(outcome === undefined ? item : { ...item, mapped: { part, outcome } })
    }
    return mapped
  }

  /** Commits one page with its cursor in one transaction (law 2). */
  async commitPage(
    part: Part<unknown>,
    { items, along, gone: told, cursor, total }: ReadyPage,
    state: PartState | undefined,
  ): Promise<PartState | undefined> {
    for (const item of items) this.seen.add(item.ref)
    const next = this.#nextState(state, cursor)
    this.tally.page(items.length, total)
    const before = this.tally.result().written
    await this.transaction(async (tx) => {
      await this.commitAlong(tx, along)
      const gone = await this.judge(tx, told)
      return this.commit(tx, { part: part.key, items, gone, ...(next === undefined ? {} : { state: next }) })
    })
    if (items.length > 0)
      this.#mostlyChanged = this.tally.result().written - before >= items.length * MOSTLY_CHANGED
    return next === undefined ? state : { ...state, ...next }
  }

  /** Commits a snapshot whole: everything it has, and the removal of what it no longer has. */
  async commitSnapshot(
    part: Part<unknown>,
    snapshot: SnapshotSpool,
    state: PartState | undefined,
  ): Promise<void> {
    const breathe = breather()
    for (const ref of snapshot.refs()) {
      await breathe()
      this.seen.add(ref)
    }
    this.tally.page(snapshot.size, undefined)
    const missing: { ref: string; reason: TombstoneReason; revision: number }[] = []
    if (this.stream.deletes === 'snapshot') {
      for await (const batch of this.#context.store.liveRefs(this.bound.key, part.key)) {
        for (const row of batch) if (!this.seen.has(row.ref)) missing.push({ ...row, reason: 'deleted' })
      }
    }
    const next = this.#nextState(state, snapshot.cursor)
    const along = await this.decodeAlong(snapshot.along)
    const work = async (tx: StoreTransaction): Promise<() => void> => {
      await this.commitAlong(tx, along)
      const gone = await this.judge(tx, [...missing, ...snapshot.gone])
      const counts: (() => void)[] = []
      let first = true
      for (const items of snapshot.batches()) {
        this.#context.signal.throwIfAborted()
        // What is gone goes with the first batch, so that what it lets go of is free for the others.
        const state = next === undefined || snapshot.isLarge ? {} : { state: next }
        counts.push(await this.commit(tx, { part: part.key, items, gone: first ? gone : [], ...state }))
        first = false
      }
      if (next !== undefined && snapshot.isLarge) {
        await tx.write({ stream: this.bound.key, raw: [], records: [], parts: new Map([[part.key, next]]) })
      }
      return () => {
        for (const count of counts) count()
      }
    }
    await this.transaction(work, snapshot.isLarge ? 'large' : 'page')
  }

  /**
   * Items that are there, by a list of names alone. Where a person was asked to remove one, the question is
   * withdrawn: writing the row anew makes it concern nothing any more.
   */
  async seenAgain(refs: readonly string[]): Promise<void> {
    if (this.#before === undefined) await this.transaction(async () => () => undefined)
    const asked = this.#before?.asked ?? new Set<string>()
    const again = refs.filter((ref) => asked.has(ref))
    if (again.length === 0) return
    await this.transaction(async (tx) => {
      const stored = await tx.rawByRef(this.bound.key, again)
      const raw = [...stored.values()].map(({ revision: _revision, ...row }) => row)
      await tx.write({ stream: this.bound.key, raw, records: [], parts: new Map() })
      return () => {
        for (const ref of again) asked.delete(ref)
      }
    })
  }

  /** Writes one step and counts it. */
  async commit(tx: StoreTransaction, step: Step): Promise<() => void> {
    const asked = this.#before?.asked ?? new Set<string>()
    const outcome = await commitStep(tx, this.bound, { ...step, asked })
    // Not the items and records themselves: a large snapshot counts when all of it is committed.
    const again = step.items.flatMap(({ ref }) => (asked.has(ref) ? [ref] : []))
    const counts = countsOf(outcome)
    return () => {
      for (const ref of again) asked.delete(ref)
      this.tally.step(counts)
      this.tally.removed += counts.removed
    }
  }

  /** Runs a transaction whose counts take effect only once it is committed. */
  async transaction(
    work: (tx: StoreTransaction) => Promise<() => void>,
    size: TransactionSize = 'page',
  ): Promise<void> {
    const { store, lease } = this.#context
    this.#before ??= await store.transaction(lease, async (tx) => ({
      live: await tx.countLive(this.bound.key),
      asked: new Set((await tx.asked(this.bound.key)).keys()),
    }))
    const counted = (tx: StoreTransaction): Promise<() => void> => {
      // What a transaction did that was rolled back, to be begun again, counts no more.
      this.#effects = []
      return work(tx)
    }
    const count = await mappedTransaction(store, lease, counted, size)
    for (const effect of this.#effects) effect()
    count()
  }

  /**
   * The removal guard (law 4): lets through what may go, holds back what must be asked about. Items that
   * live on under another ref are no removals.
   */
  async judge(tx: StoreTransaction, told: readonly Departure[]): Promise<readonly Departure[]> {
    if (told.length === 0) return told
    const named = told.map((departure) => ({ ...departure, ref: storableText(departure.ref) }))
    // What is told twice is one question.
    const gone = [...new Map(named.map((departure) => [departure.ref, departure])).values()]
    const moved = gone.filter((g) => 'movedTo' in g && g.movedTo !== undefined)
    const stored = await tx.rawByRef(
      this.bound.key,
      gone.map((g) => g.ref),
    )
    const asked = await tx.asked(this.bound.key)
    const candidates = gone.filter(
      (g) => !moved.includes(g) && asked.get(g.ref) !== 'rejected' && stored.get(g.ref)?.gone === undefined,
    )
    const known = candidates.filter(({ ref }) => stored.has(ref))
    if (known.length === 0) return moved
    // What this run itself has read counts, too: a first read that sees an item go empties nothing.
    const live = Math.max(this.#before?.live ?? 0, (await tx.countLive(this.bound.key)) + this.tally.removed)
    const verdict = judgeRemoval({ live, removedBefore: this.tally.removed, candidates: known.length })
    if (verdict === 'go') return [...moved, ...known]
    const items = known.map((g) => ({
      ref: g.ref,
      revision: stored.get(g.ref)?.revision ?? 0,
      reason: g.reason,
    }))
    await tx.hold({ stream: this.bound.key, cause: verdict, live, items })
    this.#effects.push(() => {
      for (const { ref } of items) this.#before?.asked.add(ref)
      this.tally.held(known.length, verdict === 'suspect')
    })
    return moved
  }

  #nextState(state: PartState | undefined, cursor: unknown): PartState | undefined {
    const moved = cursor !== undefined && canonicalJson(cursor) !== canonicalJson(state?.cursor ?? null)
    if (!moved && state?.mapKey === this.bound.mapKey) return undefined
    return { ...(cursor === undefined ? {} : { cursor }), mapKey: this.bound.mapKey }
  }

  /** Items of other streams that came along: written with the page, each content once a run. */
  async commitAlong(tx: StoreTransaction, along: readonly AlongItems[]): Promise<void> {
    const taken = new Map<StreamRun, Map<string, string>>()
    for (const { run, items } of along) {
      const before = taken.get(run) ?? new Map<string, string>()
      const fresh = items.filter(({ ref, hash }) => before.get(ref) !== hash)
      this.#effects.push(await run.takeAlong(tx, fresh))
      for (const { ref, hash } of fresh) before.set(ref, hash)
      taken.set(run, before)
    }
  }

  /** Takes items that came along in another stream's page; gives what is to be noted once they are committed. */
  async takeAlong(tx: StoreTransaction, items: readonly DecodedItem[]): Promise<() => void> {
    const fresh = items.filter((item) => this.#alongKnown.get(item.ref) !== item.hash)
    if (fresh.length === 0) return () => undefined
    const states = await tx.parts(this.bound.key)
    // A key that is there stays: it says that older items are still to be mapped again.
    const state = states.get(ALONG_PART)?.mapKey === undefined ? { state: { mapKey: this.bound.mapKey } } : {}
    const count = await this.commit(tx, { part: ALONG_PART, items: fresh, gone: [], along: true, ...state })
    return () => {
      count()
      for (const item of fresh) {
        if (this.#alongKnown.size < MOST_ALONG_KNOWN) this.#alongKnown.set(item.ref, item.hash)
      }
    }
  }
}
