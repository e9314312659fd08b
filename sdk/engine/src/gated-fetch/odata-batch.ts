import { createEgress, type Egress } from './egress.ts'
import { HOST_ONLY_HEADERS } from './host-only-headers.ts'

/** A batch as it was asked for. */
export interface BatchRequest {
  readonly url: URL
  readonly headers: Headers
  readonly body: Uint8Array | undefined
}

/** `refusal`: why it may do more than read. `body`: what is to be sent instead, so that only what was looked at goes out. */
export type BatchVerdict = { readonly refusal: string } | { readonly body: Uint8Array }

/** One request of a batch. */
interface Inner {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
}

const BATCH = /\/(?:\$|%24)batch\/?$/i
const BOUNDARY = /^multipart\/mixed\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;"]+))\s*$/i
const PLAIN_BOUNDARY = /^[A-Za-z0-9'()+_,./:=?-]{1,70}$/
const HEADER = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/
const JSON_KEYS = new Set(['id', 'method', 'url', 'headers', 'dependsOn', 'atomicityGroup'])

/** Whether an address takes OData batches: POSTs that hold requests of their own. */
export function takesBatches(url: URL): boolean {
  return BATCH.test(url.pathname)
}

/**
 * Whether an OData batch only reads (law H4): in JSON (OData 4.01, Microsoft Graph) or as multipart/mixed (OData 3 and 4) it may hold
 * GET requests alone, without bodies and change sets, to addresses within the egress list. What cannot be read is refused.
 */
export function checkBatch(request: BatchRequest, egress: Egress): BatchVerdict {
  if (request.body === undefined) return { refusal: 'the batch is empty' }
  const type = request.headers.get('content-type') ?? ''
  const read = /^multipart\//i.test(type) ? multipart(type, request.body) : json(request.body)
  if (typeof read === 'string') return { refusal: read }
  for (const inner of read.requests) {
    const refusal = innerRefusal(inner, request.url, egress)
    if (refusal !== undefined) return { refusal }
  }
  return { body: new TextEncoder().encode(read.text) }
}

interface Batch {
  readonly requests: readonly Inner[]
  /** The batch written anew. */
  readonly text: string
}

function innerRefusal({ method, url, headers }: Inner, batch: URL, egress: Egress): string | undefined {
  if (method !== 'GET') return `it holds a ${method || 'request without a method'}, and only GET reads`
  const own = headers.find(([name]) => HOST_ONLY_HEADERS.has(name.toLowerCase()))
  if (own !== undefined) return `a request in it sets the header ${own[0]}`
  const targets = targetsOf(url, batch)
  if (targets === undefined) return `it asks for "${url.slice(0, 200)}", which cannot be read safely`
  const outside = targets.map((target) => egress.refusal(target)).find((why) => why !== undefined)
  return outside === undefined ? undefined : `it asks for ${url.slice(0, 200)}: ${outside}`
}

/**
 * Everything that servers may take an address in a batch for: relative to the service (as OData has it, and Graph also with a slash
 * before it), or to the host. Undefined where it could climb out.
 */
function targetsOf(url: string, batch: URL): readonly URL[] | undefined {
  const service = new URL(batch.href.replace(/\/(?:\$|%24)batch\/?(?:[?#].*)?$/i, ''))
  // An address begins with what it names; spaces, line breaks and backslashes are read in more ways than one.
  // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
  if (url === '' || /[\s\\\u0000-\u001f]/.test(url)) return undefined
  if (/^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('//')) {
    return URL.canParse(url, service) ? [new URL(url, service)] : undefined
  }
  const below = `${service.href.replace(/\/$/, '')}/${url.replace(/^\//, '')}`
  const ways = url.startsWith('/') ? [below, `${service.origin}${url}`] : [below]
  // Dots are resolved by URL parsers; what leaves the service with them is refused whatever the list of addresses says.
  const inService = createEgress([service.href])
  if (!URL.canParse(below) || inService.refusal(new URL(below)) !== undefined) return undefined
  return ways.map((way) => new URL(way))
}

function json(body: Uint8Array): Batch | string {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return 'the batch is no JSON'
  }
  const requests: unknown = isObject(value) ? value['requests'] : undefined
  if (!isObject(value) || !Array.isArray(requests)) return 'the batch has no list "requests"'
  if (Object.keys(value).length > 1) return 'the batch holds more than "requests"'
  const inner: Inner[] = []
  for (const one of requests as readonly unknown[]) {
    if (!isObject(one)) return 'a request in it is no object'
    const strange = Object.keys(one).find((key) => !JSON_KEYS.has(key))
    if (strange !== undefined) return `a request in it has "${strange}", which a GET has not`
    const { method, url, headers = {} } = one
    if (typeof method !== 'string' || typeof url !== 'string' || !isObject(headers)) {
      return 'a request in it has no method, no url, or headers that are none'
    }
    inner.push({
      method: method.toUpperCase(),
      url,
      headers: Object.entries(headers).map(([name, text]) => [name, String(text)]),
    })
  }
  // A key given twice would be read here one way and by the server another: what was checked is what is sent.
  return { requests: inner, text: JSON.stringify(value) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function multipart(type: string, body: Uint8Array): Batch | string {
  const [, quoted, bare] = BOUNDARY.exec(type) ?? []
  const boundary = quoted ?? bare ?? ''
  if (!PLAIN_BOUNDARY.test(boundary)) return 'the batch has no boundary that can be read'
  const lines = new TextDecoder().decode(body).split(/\r\n|\n|\r/)
  const parts: string[][] = []
  let ended = false
  for (const line of lines) {
    if (ended) {
      if (line.trim() !== '') return 'something follows the end of the batch'
    } else if (line.trimEnd() === `--${boundary}--`) ended = true
    else if (line.trimEnd() === `--${boundary}`) parts.push([])
    else if (parts.length > 0) parts.at(-1)?.push(line)
    else if (line.trim() !== '') return 'something stands before the first part of the batch'
  }
  if (!ended) return 'the batch has no end'
  const requests: Inner[] = []
  for (const part of parts) {
    const read = partOf(part)
    if (typeof read === 'string') return read
    requests.push(read)
  }
  return { requests, text: written(requests, boundary) }
}

/** A part: its own headers, an empty line, a request line, headers, an empty line, and nothing more. */
function partOf(lines: readonly string[]): Inner | string {
  const blank = lines.indexOf('')
  const own = headersOf(lines.slice(0, blank === -1 ? lines.length : blank))
  if (own === undefined) return 'a part of the batch has headers that cannot be read'
  const type = own.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  if (/^multipart\//i.test(type)) return 'it holds a change set'
  if (!/^application\/http\s*(?:;|$)/i.test(type)) return 'a part of the batch is no request'
  const [start = '', ...rest] = lines.slice(blank + 1)
  const [, method, url] = /^([A-Za-z]+) (\S+) HTTP\/1\.1$/.exec(start) ?? []
  if (method === undefined || url === undefined) return 'a part of the batch has no request line'
  const end = rest.indexOf('')
  const headers = headersOf(rest.slice(0, end === -1 ? rest.length : end))
  if (headers === undefined) return 'a request in it has headers that cannot be read'
  if (end !== -1 && rest.slice(end).some((line) => line.trim() !== '')) return 'a request in it has a body'
  return { method: method.toUpperCase(), url, headers }
}

function headersOf(lines: readonly string[]): Inner['headers'] | undefined {
  const read = lines.map((line) => HEADER.exec(line))
  if (read.includes(null)) return undefined
  return read.map((found) => [found?.[1] ?? '', found?.[2] ?? ''])
}

/** Written anew line by line: no server can find another part in it than those that were read here. */
function written(requests: readonly Inner[], boundary: string): string {
  const parts = requests.map(({ method, url, headers }) =>
    [
      `--${boundary}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `${method} ${url} HTTP/1.1`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
      '',
      '',
    ].join('\r\n'),
  )
  return `${parts.join('')}--${boundary}--\r\n`
}
