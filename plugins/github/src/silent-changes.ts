import type { Client } from './client.ts'
import { elementsOf, idOf, property } from './element.ts'
import type { RepositoryData } from './repositories.ts'

/** Events that change what an issue shows. Whether they also give it a new `updated_at` is not documented. */
const SPEAKS_OF_RELATIONS =
  /^(blocked_by|blocking|sub_issue|parent_issue|issue_type)_(added|changed|removed)$|^(de)?milestoned$/

export interface SilentChanges {
  /** Id of the newest event there is; "0" where there is none yet. */
  readonly newest: string
  /** Numbers of the issues whose relations changed since the event that was known. */
  readonly numbers: readonly number[]
}

/** Looks through the repository's events, newest first, for changed relations since a known event. */
export async function readSilentChanges(
  client: Client,
  { owner, repo, fullName }: RepositoryData,
  known: string | undefined,
): Promise<SilentChanges> {
  let newest = known
  const numbers = new Set<number>()
  for (let page = 1; ; page++) {
    const reply = await client.get('/repos/{owner}/{repo}/issues/events', {
      owner,
      repo,
      per_page: 100,
      page,
    })
    // Where the list is not served, or not that deep, `updated_at` alone has to do.
    if ([404, 410, 422].includes(reply.status)) break
    const events = elementsOf(reply, `The events of ${fullName}`)
    let reached = known === undefined
    for (const { value } of events) {
      const id = idOf(value)
      if (id === undefined) continue
      if (known !== undefined && !isNewer(id, known)) {
        reached = true
        continue
      }
      if (newest === undefined || isNewer(id, newest)) newest = id
      const number = property(property(value, 'issue'), 'number')
      if (typeof number === 'number' && SPEAKS_OF_RELATIONS.test(String(property(value, 'event'))))
        numbers.add(number)
    }
    if (reached || !reply.more || events.length === 0) break
  }
  return { newest: newest ?? '0', numbers: known === undefined ? [] : [...numbers] }
}

/** Ids count up; they are texts here, and may be longer than a double holds. */
export function isNewer(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length
}
