import type { RecordKind, Reference, Sourced } from '@headless-pmo/sdk'
import type { PortfolioIndex } from './portfolio-index.ts'

/** Kinds that a connection defines for all that is in it, unless a record says where it belongs. */
const SHARED: ReadonlySet<RecordKind> = new Set([
  'calendar',
  'fieldDefinition',
  'iteration',
  'resource',
  'status',
])

function peopleOf(record: Sourced): readonly (Reference | undefined)[] {
  switch (record.kind) {
    case 'workItem':
      return [...(record.assignees ?? []), record.reporter]
    case 'assignment':
    case 'resource':
    case 'worklog':
      return [record.account]
    case 'container':
      return [record.lead]
    case 'change':
      return [record.by]
    case 'issueLog':
    case 'risk':
      return [record.owner]
    case 'account':
    case 'baseline':
    case 'calendar':
    case 'dependency':
    case 'deployment':
    case 'fieldDefinition':
    case 'iteration':
    case 'membership':
    case 'milestone':
    case 'placement':
    case 'status':
      return []
    default:
      return record satisfies never
  }
}

interface Belongings {
  readonly records: Map<RecordKind, Sourced[]>
  readonly connections: Set<string>
  readonly people: Set<Sourced>
}

function belongings(index: PortfolioIndex): ReadonlyMap<string, Belongings> {
  const projects = new Map<string, Belongings>()
  for (const record of index.data.records) {
    if (record.project === undefined) continue
    let mine = projects.get(record.project)
    if (mine === undefined) {
      mine = { records: new Map(), connections: new Set(), people: new Set() }
      projects.set(record.project, mine)
    }
    const same = mine.records.get(record.kind)
    if (same === undefined) mine.records.set(record.kind, [record])
    else same.push(record)
    mine.connections.add(record.connection)
    for (const person of peopleOf(record)) {
      const account = index.resolve(record, person, 'account')
      if (account !== undefined && account.project === undefined) mine.people.add(account)
    }
  }
  return projects
}

/** Of a shared kind, those that no project has claimed, by connection. */
function unclaimed(index: PortfolioIndex, kind: RecordKind): ReadonlyMap<string, readonly Sourced[]> {
  return Map.groupBy(
    index.ofKind(kind).filter(({ project }) => project === undefined),
    ({ connection }) => connection,
  )
}

/**
 * The records of a kind that belong to a project: those assigned to it, the accounts of its people, and what
 * its connections define for all that is in them (calendars, statuses, fields, iterations, resources).
 */
export function recordsOfProject(
  index: PortfolioIndex,
  kind: RecordKind,
  project: string,
): readonly Sourced[] {
  const mine = index.derive('belongings', () => belongings(index)).get(project)
  if (mine === undefined) return []
  const own = mine.records.get(kind) ?? []
  if (kind === 'account') return [...own, ...mine.people]
  if (!SHARED.has(kind)) return own
  const shared = index.derive(`unclaimed:${kind}`, () => unclaimed(index, kind))
  return [...own, ...[...mine.connections].flatMap((connection) => shared.get(connection) ?? [])]
}
