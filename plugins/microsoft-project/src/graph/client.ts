import type { Client, Context, GraphRequest } from '@microsoft/microsoft-graph-client'
import { verbatimAt, verbatimElements, type ConnectorContext } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { GRAPH } from '../planner/config.ts'
import { property } from './property.ts'
import { refusal, wrongShape } from './refusal.ts'
import type { GraphReply } from './reply.ts'

/** Microsoft Graph, reading. Paths begin behind the version: `/planner/plans/…`. */
export interface Graph {
  /** One GET: of a path, or of a link that a reply gave. */
  get(address: string, version?: GraphVersion): Promise<GraphReply>
  /** Many GETs, twenty in each request; replies in the order of the paths. */
  getAll(paths: readonly string[]): Promise<readonly GraphReply[]>
}

export type GraphVersion = 'v1.0' | 'beta'

type GraphContext = Pick<ConnectorContext<Config>, 'fetch' | 'config'>

/** Most requests that Graph takes in one batch. */
const MOST_IN_BATCH = 20

/** Statuses by which a request inside of a batch is put off. Alone, the host waits for it as long as it is told. */
const LATER: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])

/** Where Graph is, of a connection with Planner. */
export const graphUrl = ({ planner }: Config): string => planner?.url ?? GRAPH

/**
 * The Graph client over the host's `fetch`, which authenticates, waits and tries again: so none of the client's own
 * middleware for that. Replies are returned, whatever their status; only broken connections throw.
 */
export function graphOf({ fetch, config }: GraphContext): Graph {
  const base = graphUrl(config)
  // The client wraps what is thrown into an error of its own, without the code that the host reads.
  let thrown: { readonly error: unknown } | undefined
  let made: Promise<Client> | undefined
  const client = (): Promise<Client> => {
    made ??= makeClient(base, async (context) => {
      thrown = undefined
      try {
        context.response = await fetch(context.request, context.options)
      } catch (error) {
        thrown = { error }
        throw error
      }
    })
    return made
  }
  const send = async (
    path: string,
    version: GraphVersion,
    ask: (request: GraphRequest) => Promise<unknown>,
  ): Promise<GraphReply> => {
    const request = (await client()).api(path).version(version)
    try {
      // A raw response is one of fetch; the client's types call it any.
      const response = (await ask(request)) as Response
      return { status: response.status, text: await response.text() }
    } catch (error) {
      throw thrown === undefined ? error : thrown.error
    }
  }
  const get: Graph['get'] = (address, version = 'v1.0') => {
    const place = placeOf(address, base, version)
    return send(place.path, place.version, (request) => request.get() as Promise<unknown>)
  }
  const batch = async (paths: readonly string[]): Promise<GraphReply[]> => {
    const requests = paths.map((url, index) => ({ id: String(index), method: 'GET', url }))
    const reply = await send('/$batch', 'v1.0', (request) => request.post({ requests }) as Promise<unknown>)
    const answers = answersOf(reply)
    const replies: GraphReply[] = []
    for (const [index, path] of paths.entries()) {
      const answer = answers.get(String(index))
      replies.push(answer === undefined || LATER.has(answer.status) ? await get(path) : answer)
    }
    return replies
  }
  return {
    get,
    async getAll(paths) {
      const [only] = paths
      if (paths.length === 1 && only !== undefined) return [await get(only)]
      const replies: GraphReply[] = []
      for (let from = 0; from < paths.length; from += MOST_IN_BATCH)
        replies.push(...(await batch(paths.slice(from, from + MOST_IN_BATCH))))
      return replies
    },
  }
}

/**
 * Importing the client leaves names in the global scope (by its `tslib`); so it waits until it is used, since
 * importing a plugin does nothing (law P1).
 */
async function makeClient(base: string, execute: (context: Context) => Promise<void>): Promise<Client> {
  const { Client: GraphClient, ResponseType } = await import('@microsoft/microsoft-graph-client')
  const client = GraphClient.initWithMiddleware({ baseUrl: `${base}/`, middleware: { execute } })
  const api = client.api.bind(client)
  client.api = (path) => api(path).responseType(ResponseType.RAW)
  return client
}

/** A link is absolute and names its version; a path is neither. @throws Error when a link leads elsewhere */
function placeOf(
  address: string,
  base: string,
  version: GraphVersion,
): { readonly path: string; readonly version: GraphVersion } {
  if (!/^https?:/i.test(address)) return { path: address, version }
  const rest = address.startsWith(`${base}/`) ? address.slice(base.length) : undefined
  const found = /^\/(v1\.0|beta)(\/.*)$/.exec(rest ?? '')
  if (found?.[2] === undefined) {
    const host = URL.canParse(address) ? new URL(address).host : address
    throw new Error(
      `Microsoft Graph gave a link to another place (${host}). Check that planner.url is its address.`,
    )
  }
  return { path: found[2], version: found[1] === 'beta' ? 'beta' : 'v1.0' }
}

/** Replies inside of a batch, by the id of the request. @throws Error when the batch itself is refused */
function answersOf(reply: GraphReply): ReadonlyMap<string, GraphReply> {
  const what = 'A batch of requests to Microsoft Graph'
  if (reply.status !== 200) throw refusal(reply, what)
  const answers = new Map<string, GraphReply>()
  try {
    for (const { text, value } of verbatimElements(reply.text, ['responses'])) {
      const [id, status, body] = ['id', 'status', 'body'].map((name) => property(value, name))
      if (typeof id !== 'string' || typeof status !== 'number') continue
      answers.set(id, { status, text: body === undefined ? '' : verbatimAt(text, ['body']).text })
    }
  } catch (cause) {
    throw wrongShape(what, cause)
  }
  return answers
}
