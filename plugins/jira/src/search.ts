import type { Verbatim } from '@headless-pmo/sdk'
import type { Client } from './client.ts'
import { searchCloud } from './cloud/search.ts'
import { searchServer } from './data-center/search.ts'
import type { Edition } from './edition.ts'
import { idOf } from './element.ts'
import { pagesOf } from './listing.ts'
import { RefusalError } from './refusal.ts'

/** Issues that are looked up past the index of Cloud in one request. */
const BATCH = 50

/**
 * Looks issues up by id in the search, past the lag of its index. Undefined where Jira refuses to say: it does when
 * one of them is not there any more.
 */
export async function searchById(
  client: Client,
  edition: Edition,
  asked: { readonly ids: readonly string[]; readonly fields: readonly string[]; readonly what: string },
): Promise<ReadonlyMap<string, Verbatim> | undefined> {
  const { fields, what } = asked
  const found = new Map<string, Verbatim>()
  for (let from = 0; from < asked.ids.length; from += BATCH) {
    const ids = asked.ids.slice(from, from + BATCH)
    const common = { jql: `id in (${ids.join(', ')})`, fields, maxResults: ids.length }
    const list = async ({ token }: { readonly token?: string }) => {
      const page =
        edition === 'cloud'
          ? await searchCloud(
              client,
              { ...common, fields: [...fields], reconcileIssues: ids.map(Number) },
              what,
              token,
            )
          : await searchServer(client, common, what, token)
      const rows = page.issues.map((element) => ({ element, id: idOf(element.value) ?? '', at: 0 }))
      return { rows, ...(page.next === undefined ? {} : { next: page.next }) }
    }
    try {
      for await (const { rows } of pagesOf(list, undefined, what))
        for (const { id, element } of rows) found.set(id, element)
    } catch (error) {
      if (error instanceof RefusalError && error.status === 400) return undefined
      throw error
    }
  }
  return found
}
