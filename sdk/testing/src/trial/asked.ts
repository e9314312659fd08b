import { gateErrorOf, type GateErrorCode } from '@headless-pmo/engine'
import type { Fetch } from '@headless-pmo/sdk'

/** One call of `fetch` by the plugin, which may have gone out several times or not at all. */
export interface AskedRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The signal of the run was aborted already. */
  readonly late: boolean
  /** Status of the reply. */
  status?: number
  /** Why the host gave no reply. */
  refused?: GateErrorCode | 'aborted' | 'other'
}

/** Calls of one run after which the plugin gets no answer any more: it would go on for ever. */
export const MOST_ASKED = 5000

/** Notes what a plugin asks for. */
export function askedFetch(
  fetch: Fetch,
  notes: { readonly asked: AskedRequest[]; readonly signal: AbortSignal },
): Fetch {
  return async (input, init) => {
    const { asked, signal } = notes
    // A plugin that asks without end must not keep the kit from noticing.
    if (asked.length >= MOST_ASKED) return new Promise<never>(() => undefined)
    const entry = entryOf(input, init, signal.aborted)
    asked.push(entry)
    try {
      const reply = await fetch(input, init)
      entry.status = reply.status
      return reply
    } catch (error) {
      entry.refused = gateErrorOf(error)?.code ?? (signal.aborted ? 'aborted' : 'other')
      throw error
    }
  }
}

function entryOf(input: string | URL | Request, init: RequestInit | undefined, late: boolean): AskedRequest {
  const request = typeof input === 'object' && 'url' in input ? input : undefined
  const headers = new Headers(init?.headers ?? request?.headers)
  return {
    method: (init?.method ?? request?.method ?? 'GET').toUpperCase(),
    url: typeof input === 'string' ? input : 'url' in input ? input.url : input.href,
    headers: Object.fromEntries(headers),
    late,
  }
}
