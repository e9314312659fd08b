import type { Verbatim } from '@headless-pmo/sdk'
import type { Client, Query } from './client.ts'
import { elementsOf } from './element.ts'

/** Reads a list that Jira gives in one reply: one moment, so that nothing can shift. */
export async function readList(
  client: Client,
  path: string,
  what: string,
  query: Query = {},
): Promise<readonly Verbatim[]> {
  return elementsOf(await client.get(path, query), what)
}
