import type { AppRouter } from '@headless-pmo/core'
import { createTRPCClient, httpBatchStreamLink, type TRPCClient } from '@trpc/client'
import { pages, type NamedPage, type PageQuery } from './pages.ts'
import { eventsOf, type EventFilter, type PmoEvent } from './events.ts'

/** Where the server is, and with which right it is asked. See {@link createClient}. */
export interface ClientOptions {
  /** Address of the server: `http://127.0.0.1:4400`. */
  readonly url: string
  /** A token of the API. Absent in a browser that is signed in: see `session`. */
  readonly token?: string
  /** In a browser signed in by `POST /session`: the cookie says who asks, and changes carry the word that came with it. */
  readonly session?: {
    /** The word of the session, as `POST /session` and `GET /session` give it. */
    readonly csrf: string
  }
  /** Instead of the platform's `fetch`. */
  readonly fetch?: typeof fetch
}

/** Longest address in letters: servers and proxies take headers of 16 kB at most. */
const MOST_ADDRESS = 8000
/** Most questions of one request: the first answers need not wait for a hundred others. */
const MOST_AT_ONCE = 50

/** A typed client of a Headless PMO. See {@link createClient}. */
export interface PmoClient {
  /** Every procedure of the API: `api.projects.list.query({})`. */
  readonly api: TRPCClient<AppRouter>
  /**
   * Goes through a list page by page, asking for the next one only when it is wanted.
   *
   * @example
   * ```ts
   * async function titles(client: PmoClient, project: string): Promise<string[]> {
   *   const items = client.all((cursor) => client.api.workItems.list.query({ project, cursor }))
   *   return Array.fromAsync(items, (row) => row.data.title)
   * }
   * ```
   */
  all<Item>(query: PageQuery<Item>): AsyncIterable<Item>
  /**
   * The same of a list whose rows have a name of their own in the reply.
   *
   * @example
   * ```ts
   * async function failures(client: PmoClient): Promise<string[]> {
   *   const runs = client.all((cursor) => client.api.sync.runs.query({ sort: 'endedAt', limit: 200, cursor }), 'runs')
   *   return (await Array.fromAsync(runs)).filter(({ state }) => state === 'failed').map(({ id }) => id)
   * }
   * ```
   */
  all<Name extends string, Item>(
    query: (cursor: string | undefined) => Promise<NamedPage<Name, Item>>,
    rows: Name,
  ): AsyncIterable<Item>
  /**
   * What happens, as it happens: changes of records, and news of findings, runs, conflicts and the rest. It goes on after `after`, connects again
   * when the connection breaks, and skips nothing. Ends when the signal aborts, or with the run.
   */
  events(
    options?: EventFilter & {
      /** Id of the last event that was seen; absent: from now on. */
      readonly after?: string
      /** Id of a run: only its progress. */
      readonly run?: string
      /** Ends it. */
      readonly signal?: AbortSignal
      /** Told when the connection opens, and when it is lost until it opens again. */
      readonly onState?: (state: 'open' | 'lost') => void
    },
  ): AsyncIterable<PmoEvent>
}

/**
 * Makes a client. It runs on Node 22 and later and in browsers, and brings no code of the server along.
 *
 * @example
 * ```ts
 * const client = createClient({ url: 'http://127.0.0.1:4400', token })
 * const { projects } = await client.api.projects.list.query({})
 * ```
 */
export function createClient(options: ClientOptions): PmoClient {
  const url = options.url.replace(/\/+$/, '')
  const ask = options.fetch ?? globalThis.fetch.bind(globalThis)
  const headers: Record<string, string> = {
    ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
    ...(options.session !== undefined && { 'x-pmo-csrf': options.session.csrf }),
  }
  const api = createTRPCClient<AppRouter>({
    links: [
      httpBatchStreamLink({
        url: `${url}/trpc`,
        headers,
        maxURLLength: MOST_ADDRESS,
        maxItems: MOST_AT_ONCE,
        // tRPC describes a subset of the platform's own type.
        fetch: (input, init) => ask(input, init as RequestInit),
      }),
    ],
  })
  return {
    api,
    all: pages,
    events: (wanted = {}) => eventsOf({ url, headers, ask, ...wanted }),
  }
}
