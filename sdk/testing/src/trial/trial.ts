import {
  canonicalJson,
  createGate,
  createRedactor,
  memoryRateStore,
  syncConnection,
  virtualClock,
  type Gate,
  type GateSession,
  type RunContext,
  type StreamResult,
  type VirtualClock,
} from '@headless-pmo/engine'
import {
  contributionsOf,
  type AnyConnector,
  type ConnectorContext,
  type PortfolioRecord,
  type Refresh,
} from '@headless-pmo/sdk'
import type { AmbientWatch, Around } from '../ambient/index.ts'
import { wrapConnector } from '../ambient/index.ts'
import { FILE_BASE, fileAddress, kitAuthorizer } from '../host/index.ts'
import type { LawSubject } from '../laws/subject.ts'
import { memoryStore, type MemoryStore } from '../store/memory-store.ts'
import type { AppliedEdit, Edit, EditKind, Upstream } from '../upstream/index.ts'
import { createWire, type SentRequest, type Wire } from '../wire/index.ts'
import { askedFetch, MOST_ASKED, type AskedRequest } from './asked.ts'
import { drive, turn, type Driven } from './drive.ts'
import { watchRejections } from './watch-rejections.ts'

/** How a trial differs from the plain one. */
export interface TrialOptions {
  /** Two trials with the same seed meet the same tracker. Default 1. */
  readonly seed?: number
  /** Default 5. */
  readonly pageSize?: number
  /** Items that are created before anything is read. Default 7. */
  readonly items?: number
  /** Secrets in place of the subject's. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Leads every call into the plugin's code. */
  readonly around?: Around
  /** Watches what the plugin reaches for. */
  readonly watch?: AmbientWatch
}

/** What one sync is asked to do beside reading what changed. */
export interface SyncOptions {
  readonly full?: boolean
  readonly streams?: readonly string[]
  readonly refresh?: ReadonlyMap<string, readonly Refresh[]>
  readonly signal?: AbortSignal
  /** Longest wait of all together, in milliseconds of the virtual clock. */
  readonly maxWaitMs?: number
}

/** One sync and what it did. */
export interface TrialRun {
  readonly ended: Driven<readonly StreamResult[]>
  /** Empty where it hung or threw. */
  readonly results: readonly StreamResult[]
  readonly sent: readonly SentRequest[]
  readonly asked: readonly AskedRequest[]
  /** Addresses of replies that were still open when the run had ended. */
  readonly open: readonly string[]
}

/** One live item as it is stored. */
export interface StoredItem {
  readonly stream: string
  readonly ref: string
  readonly raw: string
  readonly records: readonly PortfolioRecord[]
}

/** A plugin's connector, a tracker, and the engine between them, all in memory. */
export interface Trial extends AsyncDisposable {
  readonly connector: AnyConnector
  readonly config: unknown
  readonly clock: VirtualClock
  readonly upstream: Upstream
  readonly wire: Wire
  readonly store: MemoryStore
  /** Everything that was said to the log or to the observer of requests. */
  readonly log: readonly string[]
  /** Failures of promises that nobody waited for. */
  readonly rejections: readonly string[]
  /** Changes the tracker. */
  edit(kind: EditKind, more?: Partial<Omit<Edit, 'kind'>>): Promise<AppliedEdit | undefined>
  sync(options?: SyncOptions): Promise<TrialRun>
  /**
   * Asks the connector something in a session of its own: a probe, its scopes.
   * @param writes addresses at which it may do more than read
   */
  ask<T>(
    question: (context: ConnectorContext<unknown>) => Promise<T>,
    writes?: readonly string[],
  ): Promise<AskRun<T>>
  /** Live items, by stream and ref. */
  items(): Promise<ReadonlyMap<string, StoredItem>>
}

/** A question and what became of it. */
export interface AskRun<T> {
  readonly ended: Driven<T>
  readonly sent: readonly SentRequest[]
  readonly asked: readonly AskedRequest[]
}

/** Least time between two censuses, in milliseconds. */
export const CENSUS_EVERY_MS = 86_400_000

const CONNECTION = 'trial'

/** The connector of a subject. @throws Error when there is none */
export function connectorOf({ plugin }: LawSubject): AnyConnector {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error(`${plugin.id} contributes no connector`)
  return connector
}

/** The config that a trial's connection has, as its user would write it. */
export function writtenConfig(subject: LawSubject, upstream?: Upstream): unknown {
  const { config = {} } = subject
  return typeof config === 'object' && config !== null ? { ...config, ...upstream?.config } : config
}

/** Opens a trial: makes the tracker, puts items into it, opens the way to it. Nothing is read yet. */
export async function openTrial(subject: LawSubject, options: TrialOptions = {}): Promise<Trial> {
  if (subject.upstream === undefined) throw new Error('the test gives no upstream')
  const clock = virtualClock()
  const secrets = options.secrets ?? subject.secrets ?? {}
  const upstream = await subject.upstream({
    clock,
    pageSize: options.pageSize ?? 5,
    seed: options.seed ?? 1,
    secrets,
  })
  const trial = new OpenTrial({ subject, options, clock, secrets, upstream })
  for (let item = 0; item < (options.items ?? 7); item++) await trial.edit('create', { item, seed: item + 1 })
  return trial
}

interface TrialParts {
  readonly subject: LawSubject
  readonly options: TrialOptions
  readonly clock: VirtualClock
  readonly secrets: Readonly<Record<string, string>>
  readonly upstream: Upstream
}

class OpenTrial implements Trial {
  readonly connector: AnyConnector
  readonly config: unknown
  readonly clock: VirtualClock
  readonly upstream: Upstream
  readonly wire: Wire
  readonly store = memoryStore()
  readonly log: string[] = []
  readonly #gate: Gate
  readonly #version: string
  readonly #rejections = watchRejections()
  #runs = 0

  constructor({ subject, options, clock, secrets, upstream }: TrialParts) {
    const { watch, around = (_phase, call) => call() } = options
    const inside: Around =
      watch === undefined ? around : (phase, call) => watch.inside(() => around(phase, call))
    this.connector = wrapConnector(connectorOf(subject), inside)
    this.config = this.connector.config.parse(writtenConfig(subject, upstream))
    this.clock = clock
    this.upstream = upstream
    this.#version = subject.plugin.version
    this.wire = createWire({ transport: upstream.transport, clock })
    const { authorize, egress, files, queries, rateLimit } = this.connector
    const authorizer = kitAuthorizer(authorize, secrets, this.config)
    const values = Object.values(secrets)
    const redactor = createRedactor([
      ...values,
      ...values.flatMap((user) => values.map((password) => `${user}:${password}`)),
    ])
    this.#gate = createGate({
      connection: CONNECTION,
      egress: [...egress(this.config), ...(files?.(this.config).map(fileAddress) ?? [])],
      queries: queries?.(this.config) ?? [],
      fileBase: FILE_BASE,
      clock,
      transport: this.wire.transport,
      rateStore: memoryRateStore(),
      redactor,
      ...(authorizer === undefined ? {} : { authorizer }),
      ...(rateLimit === undefined
        ? {}
        : { rateLimit: typeof rateLimit === 'function' ? rateLimit(this.config) : rateLimit }),
    })
  }

  get rejections(): readonly string[] {
    return this.#rejections.found
  }

  async edit(kind: EditKind, more: Partial<Omit<Edit, 'kind'>> = {}): Promise<AppliedEdit | undefined> {
    const edit: Edit = { item: 0, tied: false, seed: 1, ...more, kind }
    if (!edit.tied) await this.clock.advance(1000)
    return this.upstream.apply(edit)
  }

  async sync(options: SyncOptions = {}): Promise<TrialRun> {
    const { full = false, streams, refresh, maxWaitMs } = options
    const end = new AbortController()
    const { signal = end.signal } = options
    const session = this.#open(signal, maxWaitMs)
    const asked: AskedRequest[] = []
    const before = this.wire.sent.length
    const context: RunContext = {
      connection: CONNECTION,
      pluginVersion: this.#version,
      connector: this.connector,
      config: this.config,
      store: this.store,
      lease: { name: CONNECTION, fence: ++this.#runs },
      clock: this.clock,
      fetch: askedFetch(session.fetch, { asked, signal }),
      signal,
      full,
      censusEveryMs: CENSUS_EVERY_MS,
      log: (level, stream, message) => void this.log.push(`${level} ${stream}: ${message}`),
      ...(streams === undefined ? {} : { streams }),
      ...(refresh === undefined ? {} : { refresh }),
    }
    const ended = await drive(this.clock, syncConnection(context), { enough: () => tooMany(asked) })
    // A reply may be let go of in the turn in which the run ends.
    await turn()
    const open = this.wire.openBodies()
    if (ended.state === 'hung') end.abort(new Error('The kit gives up.'))
    await session.dispose()
    return {
      ended,
      results: ended.state === 'done' ? ended.value : [],
      sent: this.wire.sent.slice(before),
      asked,
      open,
    }
  }

  async ask<T>(
    question: (context: ConnectorContext<unknown>) => Promise<T>,
    writes?: readonly string[],
  ): Promise<AskRun<T>> {
    const end = new AbortController()
    const session = this.#open(end.signal, undefined, writes)
    const asked: AskedRequest[] = []
    const before = this.wire.sent.length
    const say = (level: string) => (message: string) => void this.log.push(`${level} ${message}`)
    const work = question({
      fetch: askedFetch(session.fetch, { asked, signal: end.signal }),
      config: this.config,
      log: { info: say('info'), warn: say('warn') },
      signal: end.signal,
    })
    const ended = await drive(this.clock, work, { enough: () => tooMany(asked) })
    end.abort(new Error('The question is over.'))
    await session.dispose()
    return { ended, sent: this.wire.sent.slice(before), asked }
  }

  #open(signal: AbortSignal, maxWaitMs?: number, writes?: readonly string[]): GateSession {
    return this.#gate.open({
      signal,
      seed: 1,
      ...(writes === undefined ? {} : { writes }),
      ...(maxWaitMs === undefined ? {} : { maxWaitMs }),
      observer: {
        request: (event) => void this.log.push(`request ${JSON.stringify(event)}`),
        wait: (wait) => void this.log.push(`wait ${JSON.stringify(wait ?? null)}`),
      },
    })
  }

  async items(): Promise<ReadonlyMap<string, StoredItem>> {
    const found = new Map<string, StoredItem>()
    const lease = { name: CONNECTION, fence: ++this.#runs }
    for (const stream of Object.keys(this.connector.streams).toSorted()) {
      const key = { connection: CONNECTION, stream }
      const refs: string[] = []
      for await (const batch of this.store.liveRefs(key)) refs.push(...batch.map(({ ref }) => ref))
      refs.sort()
      const texts = await this.store.rawText(key, refs)
      await this.store.transaction(lease, async (tx) => {
        const raw = await tx.rawByRef(key, refs)
        const records = await tx.records(
          CONNECTION,
          [...raw.values()].map(({ id }) => id),
          [],
        )
        for (const ref of refs) {
          const own = records.filter(({ rawId, gone }) => rawId === raw.get(ref)?.id && gone === undefined)
          const data = own.map((record) => record.data).toSorted(byText)
          found.set(`${stream} ${ref}`, { stream, ref, raw: texts.get(ref)?.json ?? '', records: data })
        }
      })
    }
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#gate.dispose()
    // What nobody waited for fails now, and must not look like a failure of the test that comes next.
    for (let turns = 0; turns < 3; turns++) await turn()
    this.#rejections[Symbol.dispose]()
    await this.upstream[Symbol.asyncDispose]?.()
  }
}

const byText = (one: PortfolioRecord, other: PortfolioRecord): number =>
  canonicalJson(one) < canonicalJson(other) ? -1 : 1

const tooMany = (asked: readonly AskedRequest[]): string | undefined =>
  asked.length >= MOST_ASKED ? `it asked ${MOST_ASKED} times and did not end` : undefined
