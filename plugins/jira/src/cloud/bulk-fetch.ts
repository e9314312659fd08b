import type { Verbatim } from '@headless-pmo/sdk'
import type { Client } from '../client.ts'
import { elementsOf, idOf, objectOf } from '../element.ts'
import { member, objectsOf, textOf } from '../map/json.ts'

interface Wanted {
  /** At most 100. */
  readonly ids: readonly string[]
  readonly fields: readonly string[]
  readonly what: string
}

const ATTEMPTS = 3

/**
 * Issues by id, straight from Jira's database. One that is not there, or may not be seen, is absent. Those that
 * Jira could not give this time are asked for again.
 *
 * @throws Error when some of them cannot be had although they are there: nothing may look gone for that
 */
export async function bulkFetch(
  client: Client,
  { ids, fields, what }: Wanted,
): Promise<Map<string, Verbatim>> {
  const found = new Map<string, Verbatim>()
  let asked = ids
  for (let attempt = 1; ; attempt++) {
    const reply = await client.post('/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: asked, fields })
    for (const issue of elementsOf(reply, what, ['issues'])) {
      const id = idOf(issue.value)
      if (id !== undefined) found.set(id, issue)
    }
    const errors = objectsOf(objectOf(reply, what).value['issueErrors'])
    const failed = errors.flatMap((error) => textOf(member(error, 'id')) ?? []).filter((id) => !found.has(id))
    if (failed.length === 0) return found
    if (attempt === ATTEMPTS) {
      const said = textOf(member(errors[0], 'errorMessage')) ?? 'it does not say why'
      throw new Error(
        `${what}: Jira cannot give ${failed.length} of them ("${said}"). The next sync tries again.`,
      )
    }
    asked = failed
  }
}
