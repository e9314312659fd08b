import { toJson, type ConnectorContext } from '@headless-pmo/sdk'
import { apiRoot, type Config } from './config.ts'

/** A reply of any status, its body as the text of the wire: raw items are cut out of that, never re-written. */
export interface Reply {
  readonly status: number
  readonly text: string
}

/** Values of a query; a list is repeated, undefined is left out. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[] | undefined>
>

export interface Client {
  /** One GET; the path begins with `/rest/`. */
  get(path: string, query?: Query): Promise<Reply>
  /** One POST that only reads. */
  post(path: string, body: unknown): Promise<Reply>
}

type ClientContext = Pick<ConnectorContext<Config>, 'fetch' | 'config' | 'signal'>

/**
 * Jira's API over the host's `fetch`, which authenticates, waits and retries. Replies are returned, whatever
 * their status; only broken connections throw.
 */
export function jira({ fetch, config, signal }: ClientContext): Client {
  const root = apiRoot(config)
  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await fetch(`${root}${path}`, { ...init, signal })
    return { status: response.status, text: await response.text() }
  }
  return {
    get: (path, query = {}) => send(`${path}${queryText(query)}`, { headers: ACCEPT }),
    post: (path, body) =>
      send(path, {
        method: 'POST',
        headers: { ...ACCEPT, 'content-type': 'application/json' },
        body: toJson(body),
      }),
  }
}

const ACCEPT = { accept: 'application/json' }

function queryText(query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const one of typeof value === 'object' ? value : [value]) parameters.append(name, String(one))
  }
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
