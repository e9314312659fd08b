import {
  createGate,
  createRedactor,
  memoryRateStore,
  removeItems,
  syncConnection,
  type Gate,
  type HeldRemoval,
  type RunContext,
  type Store,
  type StreamResult,
  type Transport,
} from '@headless-pmo/engine'
import { contributionsOf, type AnyConnector, type Plugin } from '@headless-pmo/sdk'
import { LawBroken } from '../laws/law-broken.ts'
import { memoryStore, type MemoryStore } from '../store/memory-store.ts'
import type { Upstream } from '../upstream/index.ts'
import { createWire, type SentRequest, type Wire } from '../wire/index.ts'
import { kitAuthorizer } from './authorize.ts'
import { FILE_BASE, fileAddress } from './file-base.ts'
import { withHostDate } from './host-date.ts'
import type { KitClock } from './kit-clock.ts'
import { mortalStore, type Death } from './mortal-store.ts'
import { liveItems, readState, type StateRecord } from './read-state.ts'
import { watchPages, type GivenPage, type Stretch } from './watch-pages.ts'

/** A host for one connection, in memory: what the server does, with the same engine. */
export interface HostOptions {
  readonly plugin: Plugin
  /** As a user would write it; the upstream's own fields go over it. */
  readonly config?: unknown
  readonly secrets?: Readonly<Record<string, string>>
  readonly upstream: Upstream
  readonly clock: KitClock
  /** How wrong the host's own clock is, in milliseconds. */
  readonly skewMs?: number
  /** Default: `kit`. */
  readonly connection?: string
  /** Default: an empty one. */
  readonly store?: MemoryStore
  /** Stands in for the plugin's connector. */
  readonly connector?: AnyConnector
}

/** One run. */
export interface SyncOptions {
  readonly full?: boolean
  readonly streams?: readonly string[]
  readonly refresh?: RunContext['refresh']
  /** Takes a census wherever one is declared. Default: true. */
  readonly census?: boolean
  /** Called before a request of this run is answered; 1 for the first. Edits between two requests go here. */
  readonly beforeRequest?: (number: number, request: Request) => void | Promise<void>
  readonly death?: Death
  readonly signal?: AbortSignal
}

/** What a run did. */
export interface KitRun {
  readonly results: readonly StreamResult[]
  readonly pages: readonly GivenPage[]
  /** How many requests each page took, and what came after the last. */
  readonly stretches: readonly Stretch[]
  /** Method, address and body of each request. */
  readonly asked: readonly string[]
  /** Requests that went out. */
  readonly requests: number
  readonly died: boolean
}

export interface MemoryHost extends AsyncDisposable {
  readonly connection: string
  readonly connector: AnyConnector
  /** Parsed by the connector's own schema. */
  readonly config: unknown
  readonly store: MemoryStore
  /** The way to the upstream: its log of requests, and faults to arm. */
  readonly wire: Wire
  readonly gate: Gate
  /** What the plugin wrote to the run's log. */
  readonly messages: readonly string[]
  /** Syncs once; what the removal guard asks about is approved. */
  sync(options?: SyncOptions): Promise<KitRun>
  /** All records, tombstones included, in one order. */
  state(): Promise<readonly StateRecord[]>
  /** Refs of a stream's live items, sorted. */
  live(stream: string): Promise<readonly string[]>
  /** The stored cursors, by stream and part. */
  cursors(): Promise<Readonly<Record<string, unknown>>>
}

/** A run of the few items that laws make never needs so many. */
const MOST_REQUESTS = 1000

/** The same for pages: some come without a request. */
const MOST_PAGES = 10 * MOST_REQUESTS

const TOO_MANY = `it sent ${MOST_REQUESTS} requests (a reader that goes on from an instant alone asks for the same page for ever, once a page is full of that instant)`

/** Longest distance between two censuses: none is due. */
const NEVER = Number.MAX_SAFE_INTEGER

/**
 * Opens a host. @throws Error when the plugin has no connector, the config is refused, or a secret is missing
 */
export function openHost(options: HostOptions): MemoryHost {
  const { plugin, upstream, clock, secrets = {}, connection = 'kit', store = memoryStore() } = options
  const connector = options.connector ?? connectorOf(plugin)
  const config = parseConfig(connector, options.config, upstream)
  const hostClock = clock.skewed(options.skewMs ?? 0)
  let before: ((request: Request) => Promise<void>) | undefined
  const transport: Transport = async (request) => {
    await before?.(request)
    return upstream.transport(request)
  }
  const wire = createWire({ transport, clock })
  const redactor = createRedactor(Object.values(secrets))
  const { rateLimit, queries, files } = connector
  const authorizer = kitAuthorizer(connector.authorize, secrets, config)
  const gate = createGate({
    connection,
    egress: [...connector.egress(config), ...(files?.(config).map(fileAddress) ?? [])],
    fileBase: FILE_BASE,
    queries: queries?.(config) ?? [],
    clock: hostClock,
    transport: wire.transport,
    rateStore: memoryRateStore(),
    redactor,
    ...(authorizer === undefined ? {} : { authorizer }),
    ...(rateLimit === undefined
      ? {}
      : { rateLimit: typeof rateLimit === 'function' ? rateLimit(config) : rateLimit }),
  })
  const messages: string[] = []
  const approved = new Set<HeldRemoval>()
  let fence = 0

  async function approve(): Promise<void> {
    for (const removal of store.log.held) {
      if (approved.has(removal)) continue
      approved.add(removal)
      await store.transaction({ name: connection, fence }, (tx) =>
        removeItems(tx, removal.stream, removal.items, 'operator'),
      )
    }
  }

  async function sync(run: SyncOptions): Promise<KitRun> {
    const { full = false, census = true, streams, refresh, death, beforeRequest } = run
    const end = new AbortController()
    const signal = run.signal === undefined ? end.signal : AbortSignal.any([run.signal, end.signal])
    const lease = { name: connection, fence: ++fence }
    const pages: GivenPage[] = []
    const stretches: Stretch[] = []
    const sentBefore = wire.sent.length
    let requests = 0
    let died = false
    const runStore: Store =
      death === undefined
        ? store
        : mortalStore(store, death, () => {
            died = true
            end.abort(new Error('The process was killed.'))
          })
    before = async (request) => {
      requests++
      // A fake answers without a turn of the event loop: who asks without end would keep us from noticing.
      if (requests > MOST_REQUESTS) await aborted(end.signal)
      await beforeRequest?.(requests, request)
    }
    const session = gate.open({ signal, seed: 1, maxWaitMs: NEVER })
    try {
      const ended = await clock.drive(
        withHostDate(
          () => hostClock.now(),
          () =>
            syncConnection({
              connection,
              pluginVersion: plugin.version,
              connector: watchPages(connector, {
                page: (page) => {
                  if (pages.push(page) >= MOST_PAGES) throw neverEnds(`it gave ${MOST_PAGES} pages`, [])
                },
                stretch: (stretch) => void stretches.push(stretch),
                requests: () => requests,
              }),
              config,
              store: runStore,
              lease,
              clock: hostClock,
              fetch: session.fetch,
              signal,
              full,
              censusEveryMs: census ? 0 : NEVER,
              ...(streams === undefined ? {} : { streams }),
              ...(refresh === undefined ? {} : { refresh }),
              log: (level, stream, message) => void messages.push(`${level} ${stream}: ${message}`),
            }),
        ),
        { enough: () => (requests < MOST_REQUESTS ? undefined : TOO_MANY) },
      )
      if (ended.state === 'threw') throw ended.error
      if (ended.state === 'hung') {
        end.abort(new Error('The kit gives up.'))
        throw neverEnds(ended.why, wire.sent.slice(-3))
      }
      // The engine has made the failure of a stream of it.
      if (pages.length >= MOST_PAGES) throw neverEnds(`it gave ${MOST_PAGES} pages`, wire.sent.slice(-3))
      const results = ended.value
      if (!died) await approve()
      const asked = wire.sent
        .slice(sentBefore)
        .map(({ method, url, body = '' }) => [method, redactor.text(url), body].join(' ').trim())
      return { results, pages, stretches, asked, requests, died }
    } finally {
      before = undefined
      await clock.run(session.dispose())
    }
  }

  return {
    connection,
    connector,
    config,
    store,
    wire,
    gate,
    messages,
    sync: (run = {}) => sync(run),
    state: () => readState(store, connection),
    live: (stream) => liveItems(store, connection, stream),
    async cursors() {
      const found: Record<string, unknown> = {}
      for (const stream of Object.keys(connector.streams)) {
        for (const [part, { cursor }] of await store.parts({ connection, stream }))
          if (cursor !== undefined) found[part === '' ? stream : `${stream} of ${part}`] = cursor
      }
      return found
    },
    async [Symbol.asyncDispose]() {
      await clock.run(gate.dispose())
    },
  }
}

/** The plugin's connector. @throws Error when it has none */
export function connectorOf(plugin: Plugin): AnyConnector {
  const [connector] = contributionsOf(plugin, 'connector')
  if (connector === undefined) throw new Error(`The plugin ${plugin.id} contributes no connector.`)
  return connector
}

/** Never fulfilled. @throws the signal's reason once it is aborted */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

function neverEnds(why: string, last: readonly SentRequest[]): LawBroken {
  return new LawBroken({
    message: `A run did not end: ${why}.`,
    transcript: last.map(({ method, url }) => `asked at last: ${method} ${url}`),
  })
}

function parseConfig(connector: AnyConnector, config: unknown, upstream: Upstream): unknown {
  const given = { ...(config as object | undefined), ...upstream.config }
  const parsed = connector.config.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(
    `The config of the conformance test is refused at "${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`,
  )
}
