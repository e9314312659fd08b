import { parseJson, type ConnectorContext } from '@headless-pmo/sdk'
import type { Config } from '../../config.ts'

/** What a request needs of the context. */
export type Asking = Pick<ConnectorContext<Config>, 'fetch' | 'config' | 'signal'>

/** A reply of any status, with its text as it came: raw items are cut out of that, never written again. */
export interface Reply {
  readonly status: number
  readonly text: string
}

/** Rows in a page; Dataverse gives up to 5000, which would be large replies. */
const PAGE_ROWS = 1000

/** Words of choices come with the rows: they are the tracker's own, in the reader's language. */
const FORMATTED = 'OData.Community.Display.V1.FormattedValue'

/** Root of the Web API of a Dataverse organisation. */
export const apiRoot = (url: string): string => `${url}/api/data/v9.2`

/**
 * Asks for a path below the API's root, or for a link that a reply gave.
 *
 * @throws Error when the store is not configured, or nothing answers
 */
export async function ask(
  { fetch, config, signal }: Asking,
  address: string,
  { trackChanges = false }: { readonly trackChanges?: boolean } = {},
): Promise<Reply> {
  if (config.premium === undefined) throw new Error('No Dataverse organisation is configured.')
  const url = /^https?:/i.test(address) ? address : `${apiRoot(config.premium.url)}/${address}`
  const prefer = [
    `odata.maxpagesize=${PAGE_ROWS}`,
    `odata.include-annotations="${FORMATTED}"`,
    ...(trackChanges ? ['odata.track-changes'] : []),
  ]
  const reply = await fetch(url, {
    headers: {
      accept: 'application/json',
      'odata-version': '4.0',
      'odata-maxversion': '4.0',
      prefer: prefer.join(','),
    },
    signal,
  })
  return { status: reply.status, text: await reply.text() }
}

/** The reply's body as an object; empty where it is none. */
export function bodyOf({ text }: Reply): Readonly<Record<string, unknown>> {
  try {
    const body = parseJson(text)
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
