import type { Client } from './client.ts'
import { idOf, property } from './element.ts'
import { readAll } from './read-all.ts'
import type { RepositoryData } from './repositories.ts'

/** Names that issues carry as text, by the id of what they name: `label:1` → `bug`. */
export type NamesInUse = Readonly<Record<string, string>>

/**
 * Reads the names of labels, types, fields and options. An issue shows them as text, but a rename or removal
 * gives it no new `updated_at`, so that only a look at the names themselves tells. What the server refuses
 * keeps the names it had.
 */
export async function readNamesInUse(
  client: Client,
  { owner, repo, fullName, organization }: RepositoryData,
  before: NamesInUse,
): Promise<NamesInUse> {
  const names: Record<string, string> = {}
  const read = async (kind: string, route: string, parameters: Record<string, string>): Promise<void> => {
    const what = `The ${kind}s of ${fullName}`
    const list = await readAll(client, { route, parameters, what, paged: kind === 'label' })
    if ('refused' in list) {
      for (const [key, name] of Object.entries(before))
        if (key.startsWith(`${kind}:`) || (kind === 'field' && key.startsWith('option:'))) names[key] = name
      return
    }
    for (const { value } of list.elements) {
      note(names, kind, value)
      const options = property(value, 'options')
      if (Array.isArray(options)) for (const option of options as unknown[]) note(names, 'option', option)
    }
  }
  await read('label', '/repos/{owner}/{repo}/labels', { owner, repo })
  if (organization) {
    await read('type', '/orgs/{org}/issue-types', { org: owner })
    await read('field', '/orgs/{org}/issue-fields', { org: owner })
  }
  return Object.fromEntries(Object.entries(names).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function note(names: Record<string, string>, kind: string, value: unknown): void {
  const id = idOf(value)
  const name = property(value, 'name')
  if (id !== undefined && typeof name === 'string') names[`${kind}:${id}`] = name
}

/** Which issues show a name that no longer holds: all of them, or those that these filters of the list find. */
export type Outdated = 'all' | readonly Readonly<Record<string, string>>[]

export function outdatedBy(before: NamesInUse, now: NamesInUse): Outdated {
  const filters: Record<string, string>[] = []
  for (const [key, name] of Object.entries(before)) {
    const current = now[key]
    if (current === name) continue
    // The filter for labels is a list with commas; a removed name finds nothing any more.
    if (current === undefined || current.includes(',')) return 'all'
    if (key.startsWith('label:')) filters.push({ labels: current })
    else if (key.startsWith('type:')) filters.push({ type: current })
    else return 'all'
  }
  return filters
}
