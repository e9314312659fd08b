import { GateError } from './gate-error.ts'
import { HOST_ONLY_HEADERS, STREAM_HEADER } from './host-only-headers.ts'

/** A request as data, so that it can be sent again. */
export interface Outgoing {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body?: Uint8Array
}

/** A request as its caller put it. */
export interface Asked extends Outgoing {
  readonly redirect: 'follow' | 'manual' | 'error'
  readonly stream: boolean
  readonly signal: AbortSignal | undefined
}

/** Completes a relative `file:` address; a URL parser would take it from the root of the disk. */
export function absolute(address: string, fileBase: string | undefined): string {
  const relative = /^file:(?![/\\])(.+)$/is.exec(address)?.[1]
  return relative === undefined || fileBase === undefined ? address : new URL(`./${relative}`, fileBase).href
}

function addressOf(input: string | URL | Request, fileBase: string | undefined): URL {
  const text = typeof input === 'string' ? absolute(input, fileBase) : 'url' in input ? input.url : input.href
  if (!URL.canParse(text)) {
    throw new GateError('invalid-request', `"${text}" is not a complete address; give one with its origin.`)
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    throw new GateError(
      'egress-refused',
      `The address for ${url.host} contains a user or password; remove it and declare a secret instead.`,
    )
  }
  url.hash = ''
  return url
}

/** Reads what `fetch` was called with. @throws GateError when it is not a request. */
export async function readAsked(
  input: string | URL | Request,
  init: RequestInit = {},
  fileBase?: string,
): Promise<Asked> {
  const url = addressOf(input, fileBase)
  let request: Request
  try {
    request = new Request(typeof input === 'object' && 'url' in input ? input : url, {
      ...init,
      signal: null,
    })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new GateError('invalid-request', `The request to ${url.origin} cannot be made: ${why}`, { cause })
  }
  const headers = new Headers(request.headers)
  const stream = headers.get(STREAM_HEADER) === 'stream' || url.protocol === 'file:'
  for (const name of HOST_ONLY_HEADERS) headers.delete(name)
  const asked = {
    method: request.method,
    url,
    headers,
    redirect: request.redirect,
    stream,
    signal: init.signal ?? (typeof input === 'object' && 'signal' in input ? input.signal : undefined),
  }
  return request.body === null ? asked : { ...asked, body: new Uint8Array(await request.arrayBuffer()) }
}

/** The request for one attempt. */
export function toRequest(outgoing: Outgoing, signal: AbortSignal): Request {
  const init: RequestInit = {
    method: outgoing.method,
    headers: outgoing.headers,
    redirect: 'manual',
    signal,
  }
  // Bodies are typed over any buffer; ours are never shared memory.
  if (outgoing.body !== undefined) init.body = outgoing.body as Uint8Array<ArrayBuffer>
  return new Request(outgoing.url, init)
}
