import type { Fetch } from '@headless-pmo/sdk'

/**
 * Text of a reply; undefined when there is nothing at the address. Waiting, trying again and signing in are the
 * host's business.
 * @throws Error with the status, which the host reads: after a 401 it asks no further
 */
export async function ask(fetch: Fetch, address: string): Promise<string | undefined> {
  const reply = await fetch(address)
  if (reply.status === 404) return undefined
  if (reply.ok) return reply.text()
  const { pathname } = new URL(address)
  throw Object.assign(new Error(`Hello answered ${reply.status} to ${pathname}.`), { status: reply.status })
}
