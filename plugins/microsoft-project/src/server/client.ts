import { verbatimElements, parseJson, type ConnectorContext, type Verbatim } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { ServerRefusal, wrongForm, type Reply } from './refusal.ts'
import { property } from './value.ts'

type ClientContext = Pick<ConnectorContext<Config>, 'fetch' | 'signal'>

/** Pages that a list may have: a server that gives links without end must not keep a sync for ever. */
const MOST_PAGES = 20_000

/** One GET, whatever its status; only broken connections throw. */
export async function ask({ fetch, signal }: ClientContext, address: string): Promise<Reply> {
  const response = await fetch(address, {
    // Farms that do not know the short form answer in the verbose one, which is read as well.
    headers: { accept: 'application/json;odata=minimalmetadata' },
    signal,
  })
  return {
    status: response.status,
    text: await response.text(),
    challenge: response.headers.get('www-authenticate') ?? '',
  }
}

/** One GET that must succeed. @throws ServerRefusal */
export async function read(context: ClientContext, address: string, what: string): Promise<string> {
  const reply = await ask(context, address)
  if (reply.status !== 200) throw new ServerRefusal(reply, what)
  return reply.text
}

/**
 * A list, page by page, as far as the server's own links lead. An address that comes twice, and a link on a page
 * without rows, would go round for ever: they end the read with an error.
 */
export async function* readPages(
  context: ClientContext,
  first: string,
  what: string,
): AsyncGenerator<readonly Verbatim[]> {
  const seen = new Set<string>()
  for (let address: string | undefined = first; address !== undefined;) {
    if (seen.has(address) || seen.size >= MOST_PAGES)
      throw new Error(`${what} came in pages that lead round in a circle. Nothing was lost; report it.`)
    seen.add(address)
    const text = await read(context, address, what)
    const { elements, next } = pageOf(text, what)
    if (next !== undefined && elements.length === 0)
      throw new Error(`${what} came with an empty page that claims a next one. Nothing was lost; report it.`)
    yield elements
    address = next === undefined ? undefined : new URL(next, `${serviceOf(address)}/`).href
  }
}

/** A whole list. */
export async function readList(context: ClientContext, first: string, what: string): Promise<Verbatim[]> {
  const all: Verbatim[] = []
  for await (const page of readPages(context, first, what)) all.push(...page)
  return all
}

/** Links to next pages are relative to the service in the short form. */
function serviceOf(address: string): string {
  return /^.*?\/_api\/(?:ProjectData|ProjectServer)/i.exec(address)?.[0] ?? address
}

/** The rows of a page in either form, each with its bytes, and the link to the next. */
function pageOf(text: string, what: string): { elements: Verbatim[]; next: string | undefined } {
  let body: unknown
  try {
    body = parseJson(text)
  } catch (cause) {
    throw wrongForm(what, cause)
  }
  const d = property(body, 'd')
  const path = Array.isArray(property(body, 'value'))
    ? ['value']
    : Array.isArray(property(d, 'results'))
      ? ['d', 'results']
      : undefined
  if (path === undefined) throw wrongForm(what)
  const next = property(body, 'odata.nextLink') ?? property(d, '__next')
  return { elements: verbatimElements(text, path), next: typeof next === 'string' ? next : undefined }
}
