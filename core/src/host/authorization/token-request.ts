import type { Clock, Transport } from '@headless-pmo/engine'
import { PmoError } from '../../config/index.ts'
import { subjectOf } from '../subject.ts'

/** A short-lived token. */
export interface Token {
  readonly value: string
  /** Unix milliseconds. */
  readonly expiresAt: number
}

export interface TokenRequest {
  readonly connection: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** A reply of a token address; `refused` carries the server's own word, e.g. `invalid_grant`. */
export type TokenReply =
  | { readonly ok: true; readonly body: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly status: number; readonly error: string }

const ATTEMPTS = 3
const LARGEST_REPLY_BYTES = 256 * 1024

function isLoopback(url: URL): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
}

/** @throws PmoError `authorization-failed` for an address to which no secret may be sent. */
function assertSafe(request: TokenRequest): void {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (safe) return
  throw new PmoError(
    'authorization-failed',
    `${subjectOf(request.connection)} would send a secret to ${url?.origin ?? 'something that is no address'}; only https is possible.`,
  )
}

function words(body: Readonly<Record<string, unknown>>, status: number): string {
  const said = [body['error'], body['error_description'], body['message']].filter(
    (part) => typeof part === 'string',
  )
  return said.length === 0 ? `status ${status}` : said.join(': ').slice(0, 300)
}

function asObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    // Only own, checked properties are read from it.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/**
 * Asks for a token. What fails on the way, and 5xx, is tried again; redirects are never followed, since a
 * secret is on the way.
 * @throws PmoError `authorization-failed` when there is no reply; the signal's reason.
 */
export async function requestToken(
  request: TokenRequest,
  means: { readonly transport: Transport; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<TokenReply> {
  assertSafe(request)
  const { transport, clock, signal } = means
  let cause: unknown
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    signal.throwIfAborted()
    try {
      const init = { method: 'POST', headers: request.headers, signal }
      const response = await transport(
        new Request(request.url, request.body === undefined ? init : { ...init, body: request.body }),
      )
      const text = (await response.text()).slice(0, LARGEST_REPLY_BYTES)
      const body = asObject(text)
      if (response.ok) return { ok: true, body }
      if (response.status < 500) {
        return { ok: false, status: response.status, error: words(body, response.status) }
      }
      cause = new Error(`status ${response.status}`)
    } catch (error) {
      signal.throwIfAborted()
      cause = error
    }
    if (attempt < ATTEMPTS) await clock.sleep(500 * attempt, signal)
  }
  const { origin } = new URL(request.url)
  const why = cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : ''
  throw new PmoError(
    'authorization-failed',
    `${subjectOf(request.connection)} got no token from ${origin} (${why}); check that the server is up.`,
    { cause },
  )
}

/** Form of OAuth requests. */
export function formBody(fields: Readonly<Record<string, string | undefined>>): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value)
  return form.toString()
}
