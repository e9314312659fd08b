import { toJson, type ConnectorContext } from '@headless-pmo/sdk'
import { Octokit } from '@octokit/rest'
import { graphqlRoot, type Config } from './config.ts'

/** A reply of any status, its body as the text of the wire: raw items are cut out of that, never re-written. */
export interface Reply {
  readonly status: number
  readonly text: string
  readonly etag?: string
  /** Whether the list goes on, by the Link header. */
  readonly more: boolean
}

export interface Client {
  /** One GET. `route` is a template of GitHub's documentation: `/repos/{owner}/{repo}`. */
  get(route: string, parameters?: Readonly<Record<string, unknown>>, etag?: string): Promise<Reply>
  /** One GraphQL query. */
  graphql(query: string, variables: Readonly<Record<string, unknown>>): Promise<Reply>
}

type ClientContext = Pick<ConnectorContext<Config>, 'fetch' | 'config' | 'log' | 'signal'>

/**
 * Octokit over the host's `fetch`, which authenticates, waits and retries; so none of Octokit's own plugins
 * for that, and no token here. Replies are returned, whatever their status; only broken connections throw.
 */
export function github({ fetch, config, log, signal }: ClientContext): Client {
  const silent = (): void => undefined
  const octokit = new Octokit({
    baseUrl: config.baseUrl,
    userAgent: 'headless-pmo',
    request: { fetch, signal, parseSuccessResponseBody: false },
    // Octokit would write to the console otherwise.
    log: { debug: silent, info: silent, warn: (message: string) => log.warn(message), error: silent },
  })
  const send = async (route: string, parameters: Record<string, unknown>): Promise<Reply> => {
    try {
      const response = await octokit.request(route, parameters)
      // `parseSuccessResponseBody: false` makes the body a stream; Octokit's types do not say so.
      const body = response.data as ReadableStream<Uint8Array> | string | null | undefined
      return replyOf(response.status, response.headers, await new Response(body ?? null).text())
    } catch (error) {
      return refusalOf(error)
    }
  }
  return {
    get: (route, parameters = {}, etag) =>
      send(`GET ${route}`, {
        ...parameters,
        headers: {
          accept: 'application/vnd.github+json',
          'x-github-api-version': '2022-11-28',
          ...(etag === undefined ? {} : { 'if-none-match': etag }),
        },
      }),
    graphql: (query, variables) =>
      send('POST /graphql', { baseUrl: graphqlRoot(config.baseUrl), query, variables }),
  }
}

type Headers = Readonly<Record<string, string | number | undefined>>

function replyOf(status: number, headers: Headers, text: string): Reply {
  const etag = headers['etag']
  const link = headers['link']
  return {
    status,
    text,
    ...(typeof etag === 'string' ? { etag } : {}),
    more: typeof link === 'string' && /<[^>]+>\s*;[^,]*\brel="?next"?/.test(link),
  }
}

/** Octokit throws replies from 304 on; here they are replies again. Anything else goes on as it came. */
function refusalOf(error: unknown): Reply {
  const { response, cause } = error as {
    readonly response?: { readonly status: number; readonly headers: Headers; readonly data: unknown }
    readonly cause?: unknown
  }
  if (response === undefined) throw cause ?? error
  const { data } = response
  return replyOf(response.status, response.headers, typeof data === 'string' ? data : toJson(data ?? null))
}
