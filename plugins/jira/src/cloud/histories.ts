import { verbatimElements, type Verbatim } from '@headless-pmo/sdk'
import type { Client } from '../client.ts'
import { elementsIn, objectOf, wrongShape } from '../element.ts'
import { member, textOf } from '../map/json.ts'
import type { CloudHistories } from './asked.ts'

/** Entries a page. */
const PAGE = 1000

/**
 * The whole histories of issues, by their ids. A page may end in the middle of one.
 * @param ids at most 1000
 * @throws Error when Jira gives the same page again and again
 */
export async function readHistories(
  client: Client,
  ids: readonly string[],
  what: string,
): Promise<Map<string, Verbatim[]>> {
  const histories = new Map<string, Verbatim[]>()
  const tokens = new Set<string>()
  let token: string | undefined
  do {
    const asked: CloudHistories = {
      issueIdsOrKeys: [...ids],
      maxResults: PAGE,
      ...(token === undefined ? {} : { nextPageToken: token }),
    }
    const reply = await client.post('/rest/api/3/changelog/bulkfetch', asked)
    // Histories are most of what a first sync reads: each reply is parsed once.
    const page = objectOf(reply, `The history of ${what}`)
    for (const log of elementsIn(page, `The history of ${what}`, ['issueChangeLogs'])) {
      const id = textOf(member(log.value, 'issueId')) ?? ''
      const entries = entriesOf(log, what)
      histories.set(id, [...(histories.get(id) ?? []), ...entries])
    }
    token = textOf(page.value['nextPageToken'])
    if (token !== undefined && tokens.has(token))
      throw new Error(
        `${what}: their history goes round in circles, Jira gave the same page token twice. The next sync tries again.`,
      )
    if (token !== undefined) tokens.add(token)
  } while (token !== undefined)
  return histories
}

function entriesOf(log: Verbatim, what: string): readonly Verbatim[] {
  try {
    return verbatimElements(log, ['changeHistories'])
  } catch (cause) {
    throw wrongShape(`The history of ${what}`, cause)
  }
}
