import {
  createGate,
  createRedactor,
  memoryRateStore,
  syncConnection,
  type Clock,
  type Gate,
  type GateSession,
  type RequestEvent,
  type RunContext,
  type StreamResult,
} from '@headless-pmo/engine'
import github from '@headless-pmo/plugin-github'
import type { ProbeResult } from '@headless-pmo/sdk'
import { memoryStore, type MemoryStore } from '@headless-pmo/testing'
import { githubConnector } from './github-sync.ts'
import { standingClock } from './peer-clock.ts'
import type { Peer } from './peer.ts'

export interface PeerConnectionOptions {
  readonly token?: string
  /** Largest page that is asked for. */
  readonly pageSize?: number
  /** Fields of the connector's config beside `baseUrl`. */
  readonly config?: Readonly<Record<string, unknown>>
}

/** The real connector on the real engine behind the real gate, connected to a peer. */
export class PeerConnection implements AsyncDisposable {
  readonly store: MemoryStore = memoryStore()
  /** Requests of the last sync or probe, in order. */
  requests: readonly RequestEvent[] = []
  readonly #peer: Peer
  readonly #config: unknown
  readonly #gate: Gate

  constructor(peer: Peer, options: PeerConnectionOptions = {}) {
    const connector = githubConnector()
    const { token = peer.token, pageSize = 100, config = {} } = options
    this.#peer = peer
    const wanted = { repositories: [peer.repository], ...config, baseUrl: peer.url }
    this.#config = connector.config.parse(wanted)
    const { rateLimit } = connector
    const limit = typeof rateLimit === 'function' ? rateLimit(this.#config) : rateLimit
    this.#gate = createGate({
      connection: 'github',
      egress: connector.egress?.(this.#config) ?? [],
      queries: connector.queries?.(this.#config) ?? [],
      clock,
      transport: (request) => fetch(withPageSize(request, pageSize)),
      rateStore: memoryRateStore(),
      authorizer: {
        authorize: async ({ headers }) => headers.set('authorization', `Bearer ${token}`),
      },
      redactor: createRedactor([token]),
      ...(limit === undefined ? {} : { rateLimit: limit }),
    })
  }

  /** One run; streams that the peer cannot serve stay out. */
  async sync(more: Partial<RunContext> = {}): Promise<readonly StreamResult[]> {
    return this.#through((session) =>
      syncConnection({
        connection: 'github',
        pluginVersion: github.version,
        connector: githubConnector(),
        config: this.#config,
        store: this.store,
        lease: { name: 'github', fence: 1 },
        clock,
        fetch: session.fetch,
        signal: new AbortController().signal,
        full: false,
        censusEveryMs: 86_400_000,
        ...(this.#peer.streams === undefined ? {} : { streams: this.#peer.streams }),
        ...more,
      }),
    )
  }

  async probe(): Promise<ProbeResult> {
    return this.#through((session) =>
      githubConnector().probe({
        fetch: session.fetch,
        config: this.#config,
        log: { info: () => undefined, warn: () => undefined },
        signal: new AbortController().signal,
      }),
    )
  }

  async #through<T>(use: (session: GateSession) => Promise<T>): Promise<T> {
    const requests: RequestEvent[] = []
    const session = this.#gate.open({ observer: { request: (event) => void requests.push(event) } })
    try {
      return await use(session)
    } finally {
      this.requests = requests
      await session.dispose()
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#gate.dispose()
  }
}

/** A wait passes at once, and the clock shows it. */
const clock: Clock = {
  now: () => standingClock.now(),
  sleep: async (ms) => standingClock.advance(ms),
}

/** A peer with small pages: what asks for more is given as much as they hold. */
function withPageSize(request: Request, size: number): Request {
  const url = new URL(request.url)
  const asked = Number(url.searchParams.get('per_page') ?? size)
  if (asked <= size) return request
  url.searchParams.set('per_page', String(size))
  return new Request(url, request)
}
