import type { Client } from './client.ts'
import { platform, type Edition } from './edition.ts'
import { idOf, objectOf } from './element.ts'
import { listOf, member, textOf } from './map/json.ts'
import { refusal } from './refusal.ts'
import { readWords, type WordKind } from './words.ts'

/** Names that issues carry as text, by kind and the id of what they name: `status:3` → `In review (new)`. */
export type NamesInUse = Readonly<Record<string, string>>

const KINDS: readonly WordKind[] = ['status', 'issuetype', 'priority', 'resolution', 'issueLinkType']

/**
 * Reads the site's names of statuses, types, priorities, resolutions and links. An issue shows them as text, but a
 * rename or a new category gives it no new time of change, so that only a look at the names themselves tells.
 * What the server refuses is left out, and so never looks changed.
 */
export async function readNamesInUse(client: Client, edition: Edition): Promise<NamesInUse> {
  const names: Record<string, string> = {}
  for (const kind of KINDS) {
    const list = await readWords(client, edition, kind)
    if ('elements' in list) for (const { value } of list.elements) note(names, kind, value)
    // After a refused login there is no point in asking on.
    else if (list.refused.status === 401) throw refusal(list.refused, 'The names of the site')
  }
  return sorted(names)
}

/** The names of a project's own components, and which versions it has: issues show both. */
export async function readProjectNames(
  client: Client,
  edition: Edition,
  project: string,
): Promise<NamesInUse> {
  const reply = await client.get(`${platform(edition)}/project/${project}`)
  const { value } = objectOf(reply, `The project ${project}`)
  const names: Record<string, string> = {}
  for (const component of listOf(value['components'])) note(names, 'component', component)
  // Issues are mapped to versions by id: of these only their going matters.
  for (const version of listOf(value['versions'])) {
    const id = idOf(version)
    if (id !== undefined) names[`version:${id}`] = ''
  }
  return sorted(names)
}

function note(names: Record<string, string>, kind: string, value: unknown): void {
  const id = idOf(value)
  if (id === undefined) return
  const more = [
    member(member(value, 'statusCategory'), 'key'),
    member(value, 'hierarchyLevel'),
    member(value, 'inward'),
    member(value, 'outward'),
  ].flatMap((text) => textOf(text) ?? [])
  names[`${kind}:${id}`] = [textOf(member(value, 'name')) ?? '', ...more].join('\u0000')
}

const sorted = (names: NamesInUse): NamesInUse =>
  Object.fromEntries(Object.entries(names).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** Which issues show a name that no longer holds: all of them, or those that these clauses of JQL find. */
export type Outdated = 'all' | readonly string[]

/** Kinds by whose id JQL can ask. */
const CLAUSES: Readonly<Record<string, string>> = {
  status: 'status',
  issuetype: 'issuetype',
  priority: 'priority',
  resolution: 'resolution',
  component: 'component',
}

/** Compares the names that stored issues carry with those of today. What was removed, JQL does not know any more. */
export function outdatedBy(before: NamesInUse, now: NamesInUse): Outdated {
  const kinds = new Set(Object.keys(now).map(kindOf))
  const clauses: string[] = []
  for (const [key, name] of Object.entries(before)) {
    const current = now[key]
    if (current === name) continue
    const kind = kindOf(key)
    // A kind of which nothing is listed was refused, or the project has lost its last one; both only for its own.
    if (current === undefined && !kinds.has(kind) && kind !== 'component' && kind !== 'version') continue
    const clause = CLAUSES[kind]
    if (current === undefined || clause === undefined) return 'all'
    clauses.push(`${clause} = ${key.slice(kind.length + 1)}`)
  }
  return clauses
}

const kindOf = (key: string): string => key.slice(0, key.indexOf(':'))
