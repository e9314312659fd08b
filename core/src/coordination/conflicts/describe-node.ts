import type { NetworkNode } from '../network/index.ts'
import type { Evidence, Party } from './conflict.ts'
import type { ConflictFacts } from './conflict-facts.ts'

/** An item as sentences name it: its key and tool, else its title. Pure. */
export function nameOf(node: NetworkNode): string {
  if (node.kind === 'project') return `the project "${node.title}"`
  const name = node.key ?? `"${node.title}"`
  return node.connection === '' ? name : `${name} (${node.connection})`
}

/** The public key of a node, for evidence. */
export function placeOf(node: NetworkNode): Pick<Evidence, 'connection' | 'ref' | 'key' | 'url' | 'project'> {
  return {
    ...(node.connection !== '' && { connection: node.connection }),
    ref: node.ref,
    ...(node.key !== undefined && { key: node.key }),
    ...(node.url !== undefined && { url: node.url }),
    ...(node.project !== undefined && { project: node.project }),
  }
}

/** A project as a party, with its manager. */
export function projectParty(id: string, part: string, { projects }: Pick<ConflictFacts, 'projects'>): Party {
  const project = projects.get(id)
  return {
    kind: 'project',
    id,
    name: project?.name ?? id,
    ...(project?.manager !== undefined && { owner: project.manager }),
    part,
  }
}

/** The projects that nodes belong to, each once, in the part of the first node of it. */
export function partiesOf(
  nodes: readonly { readonly node: NetworkNode; readonly part: string }[],
  facts: Pick<ConflictFacts, 'projects'>,
): Party[] {
  const parts = new Map<string, string>()
  for (const { node, part } of nodes) {
    if (node.project !== undefined && !parts.has(node.project)) parts.set(node.project, part)
  }
  return [...parts].map(([id, part]) => projectParty(id, part, facts))
}

/** Who has to agree, as ` (Ada, Bob and Cleo)` behind an action; empty where nobody is named. */
export function ownersOf(parties: readonly Party[]): string {
  const owners = [...new Set(parties.flatMap(({ owner }) => owner ?? []))]
  const last = owners.pop()
  if (last === undefined) return ''
  return owners.length === 0 ? ` (${last})` : ` (${owners.join(', ')} and ${last})`
}

/**
 * The calendar day on which something begins or is over: what is over at midnight was done on the day before. Pure.
 * @param minute absolute minutes since 1970-01-01T00:00Z
 */
export function dayAt(minute: number, zone: string, end: 'start' | 'finish'): Temporal.PlainDate {
  const at = end === 'finish' ? minute - 1 / 60 : minute
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at * 60_000))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
}

/** Days from one to another; negative where the other is before. */
export function daysBetween(one: Temporal.PlainDate, other: Temporal.PlainDate): number {
  return one.until(other, { largestUnit: 'days' }).days
}

/** "1 day", "3 days". */
export function daysText(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}
