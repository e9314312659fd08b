import type { Placement, RecordKind, WorkItem } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import {
  groupsOfRecords,
  namesOfTitled,
  referenceName,
  resolveReferences,
  type PastRecord,
  type RecordScope,
} from '../../records/index.ts'
import { dataOf, namesOf, recordsThen, type PastQuestion } from './past-records-queries.ts'
import { isWithin, type NamedScope } from './past-scope.ts'

/** What decides which project an item belongs to. */
const MEMBERSHIP = ['container', 'labels', 'type', 'nativeType', 'milestone', 'components'] as const

/**
 * Which project items belonged to: the first of those given with a scope that held the item then, by its own fields and its boards of
 * then. Where nothing tells what decides about it, the project of today counts.
 */
export class PastMembership {
  readonly #handle: Handle
  readonly #groups: readonly (readonly RecordScope[])[]
  readonly #scopes: readonly (readonly NamedScope[])[]
  readonly #boards: ReadonlyMap<string, readonly Placement[]>
  readonly connections: readonly string[]

  private constructor(parts: {
    readonly handle: Handle
    readonly groups: readonly (readonly RecordScope[])[]
    readonly scopes: readonly (readonly NamedScope[])[]
    readonly boards: ReadonlyMap<string, readonly Placement[]>
    readonly connections: readonly string[]
  }) {
    this.#handle = parts.handle
    this.#groups = parts.groups
    this.#scopes = parts.scopes
    this.#boards = parts.boards
    this.connections = parts.connections
  }

  /** @param groups the scopes of each project, in the order in which they claim items */
  static async open(
    handle: Handle,
    groups: readonly (readonly RecordScope[])[],
    question: PastQuestion,
  ): Promise<PastMembership> {
    const connections = [...new Set(groups.flat().map(({ connection }) => connection))]
    const scopes = await namedScopes(handle, groups)
    const boards =
      connections.length === 0
        ? new Map<string, Placement[]>()
        : await placementsThen(handle, connections, question)
    return new PastMembership({ handle, groups, scopes, boards, connections })
  }

  /** The boards that placed an item then. */
  placements(connection: string, item: WorkItem, ref: string): readonly Placement[] {
    return namesOf(item, ref).flatMap((name) => this.#boards.get(`${connection} ${name}`) ?? [])
  }

  /** The number of the project of each record, in their order; undefined: it belonged to none, or was not there. */
  async projectsOf(page: readonly PastRecord[]): Promise<(number | undefined)[]> {
    const today = await projectsToday(this.#handle, this.#groups, page.filter(isDoubtful))
    return page.map((record) => {
      const { connection, ref, past } = record
      if (past.outcome === 'absent') return undefined
      if (past.outcome === 'unknown' || isDoubtful(record)) return today.get(`${connection}\n${ref}`)
      const item = dataOf<'workItem'>(past)
      const placements = this.placements(connection, item, ref)
      const found = this.#scopes.findIndex((of) =>
        of.some((one) => isWithin(one, connection, item, placements)),
      )
      return found === -1 ? undefined : found
    })
  }
}

/** Whether nothing tells where the item belonged. */
function isDoubtful({ past }: PastRecord): boolean {
  if (past.outcome === 'unknown') return true
  return past.outcome === 'present' && MEMBERSHIP.some((field) => past.unknown.includes(field))
}

/** The projects that items belong to today, by connection and ref. */
async function projectsToday(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
  records: readonly PastRecord[],
): Promise<Map<string, number>> {
  const ids = new Map<number, string>()
  for (const [connection, of] of Map.groupBy(records, (record) => record.connection)) {
    const references = of.map(({ ref }) => ({ kind: 'workItem', reference: ref }) as const)
    for (const target of await resolveReferences(handle, connection, references)) {
      if (target.found) ids.set(target.id, `${connection}\n${target.ref}`)
    }
  }
  const found = await groupsOfRecords(handle, [...ids.keys()], groups)
  return new Map([...found].map(([id, group]) => [ids.get(id) ?? '', group]))
}

async function namedScopes(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
): Promise<NamedScope[][]> {
  const named = async (scope: RecordScope): Promise<NamedScope> => {
    const names = async (kind: RecordKind, wanted: readonly string[] | undefined) =>
      wanted === undefined ? undefined : new Set(await namesOfTitled(handle, scope.connection, kind, wanted))
    const containers = await names('container', scope.container === undefined ? undefined : [scope.container])
    const milestones = await names('milestone', scope.milestones)
    return {
      scope,
      ...(containers !== undefined && { containers }),
      ...(milestones !== undefined && { milestones }),
    }
  }
  const all: NamedScope[][] = []
  for (const group of groups) {
    const of: NamedScope[] = []
    for (const scope of group) of.push(await named(scope))
    all.push(of)
  }
  return all
}

async function placementsThen(
  handle: Handle,
  connections: readonly string[],
  question: PastQuestion,
): Promise<Map<string, Placement[]>> {
  const boards = new Map<string, Placement[]>()
  for await (const { connection, past } of recordsThen(handle, 'placement', connections, question)) {
    const placement = dataOf<'placement'>(past)
    if (placement.item === undefined || past.unknown.includes('container')) continue
    const name = `${connection} ${referenceName(placement.item)}`
    boards.set(name, [...(boards.get(name) ?? []), placement])
  }
  return boards
}
