import type { Egress } from './egress.ts'
import { checkBatch, takesBatches } from './odata-batch.ts'

/** Methods that change nothing. */
export const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export interface ReadOnlyRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: Uint8Array | undefined
}

/** What requests are measured against. */
export interface ReadingRules {
  /** Addresses to which a POST only reads. */
  readonly queries: readonly string[]
  /** Where requests within a batch may go. */
  readonly egress: Egress
}

/** `changes`: refused for this reason. `body`: what is to be sent instead, so that only what was looked at goes out. */
export interface ReadOnlyVerdict {
  readonly refusal?: string
  readonly body?: Uint8Array
}

/**
 * Text of a GraphQL document without comments and strings, so that words in them mean nothing.
 */
function bare(document: string): string {
  return document.replace(/"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n\r]*/g, ' ')
}

/** The first operation of a GraphQL document that is not a query; undefined when all are. */
export function changingOperation(document: string): 'mutation' | 'subscription' | undefined {
  let depth = 0
  let definition = ''
  for (const [token] of bare(document).matchAll(/[{}()]|[_A-Za-z][_0-9A-Za-z]*/g)) {
    if (token === '{' || token === '(') depth++
    else if (token === '}' || token === ')') {
      depth--
      if (token === '}' && depth === 0) definition = ''
    } else if (depth === 0 && definition === '') {
      definition = token
      if (token === 'mutation' || token === 'subscription') return token
    }
  }
  return undefined
}

function graphqlRefusal(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(graphqlRefusal).find((refusal) => refusal !== undefined)
  if (typeof value !== 'object' || value === null) return undefined
  const request = value as Readonly<Record<string, unknown>>
  if (typeof request['query'] === 'string') {
    const operation = changingOperation(request['query'])
    return operation === undefined ? undefined : `it holds a GraphQL ${operation}`
  }
  const extensions = request['extensions']
  const persisted = typeof extensions === 'object' && extensions !== null && 'persistedQuery' in extensions
  return persisted ? 'it names a stored GraphQL operation, which cannot be checked' : undefined
}

function sameAddress(url: URL, query: string): boolean {
  if (!URL.canParse(query)) return false
  const other = new URL(query)
  return other.origin === url.origin && other.pathname === url.pathname
}

/**
 * Whether a request only reads (law H4): GET, HEAD, OPTIONS, and POST to an address that the connector
 * declares as a query. A GraphQL body must hold queries alone, and an OData batch GET requests.
 */
export function checkReadOnly(request: ReadOnlyRequest, { queries, egress }: ReadingRules): ReadOnlyVerdict {
  if (READING.has(request.method)) {
    const document = request.url.searchParams.get('query')
    if (document === null || !request.url.pathname.endsWith('/graphql')) return {}
    const operation = changingOperation(document)
    return operation === undefined ? {} : { refusal: `it holds a GraphQL ${operation}` }
  }
  if (request.method !== 'POST') return { refusal: `${request.method} is not a way of reading` }
  if (!queries.some((query) => sameAddress(request.url, query))) {
    return { refusal: 'POST reads only where the connector declares the address under `queries`' }
  }
  if (takesBatches(request.url)) return checkBatch(request, egress)
  if (request.body === undefined) return {}
  const text = new TextDecoder().decode(request.body)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const operation = changingOperation(text)
    return operation === undefined ? {} : { refusal: `it holds a GraphQL ${operation}` }
  }
  const refusal = graphqlRefusal(value)
  if (refusal !== undefined) return { refusal }
  const graphql = typeof value === 'object' && value !== null && ('query' in value || Array.isArray(value))
  // A key given twice would be read here one way and by the server another: what was checked is what is sent.
  return graphql ? { body: new TextEncoder().encode(JSON.stringify(value)) } : {}
}
