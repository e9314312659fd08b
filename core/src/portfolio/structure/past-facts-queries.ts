import { breather } from '@headless-pmo/engine'
import type { Milestone, Placement, RecordKind, RecordOf, Reference, WorkItem } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import {
  composeItem,
  groupsOfRecords,
  listAt,
  namesOfTitled,
  referenceName,
  resolveReferences,
  type HistoryQuestion,
  type PastRecord,
  type RecordScope,
} from '../../records/index.ts'
import { itemFact, milestoneFact, undecided } from '../indicators/item-fact.ts'
import { scopesOf } from '../project-scopes.ts'
import { statusesOf, type ProjectFact } from './facts-queries.ts'
import { isWithin, type NamedScope } from './past-scope.ts'

/** Records of one page of the past. */
const BATCH = 500

/** When a question about the past is meant; instants. Without either it is about now. */
export type PastQuestion = HistoryQuestion

type Present = Extract<PastRecord['past'], { outcome: 'present' }>

/** What decides which project an item belongs to. */
const MEMBERSHIP = ['container', 'labels', 'type', 'nativeType', 'milestone', 'components'] as const

/**
 * Facts of the projects as they were: items, boards and milestones of then, and the membership that follows from them; where nothing
 * tells what decides about the membership then, that of today counts. An item of which nothing tells whether it was there or open is
 * a fact that says nothing, so that every figure misses it (law 8).
 */
export async function* factsAsOf(
  handle: Handle,
  projects: readonly ProjectDefinition[],
  question: PastQuestion,
): AsyncGenerator<ProjectFact> {
  const breathe = breather()
  const groups = projects.map(scopesOf)
  const scopes = await namedScopes(handle, groups)
  const connections = [...new Set(groups.flat().map(({ connection }) => connection))]
  if (connections.length === 0) return
  const statuses = projects.map(statusesOf)
  const boards = await placementsThen(handle, connections, question)
  const milestones = await milestonesThen(handle, connections, question)
  const planned = new Set<string>()
  for await (const page of pagesThen(handle, 'workItem', connections, question)) {
    const today = await projectsToday(handle, groups, page.filter(isDoubtful))
    for (const record of page) {
      await breathe()
      const { connection, ref, past } = record
      if (past.outcome === 'absent') continue
      const now = today.get(`${connection}\n${ref}`)
      if (past.outcome === 'unknown') {
        if (now !== undefined) yield { project: now, fact: undecided({ connection, ref, title: ref }) }
        continue
      }
      const item = dataOf<'workItem'>(past)
      const placements = namesOf(item, ref).flatMap((name) => boards.get(`${connection} ${name}`) ?? [])
      const then = scopes.findIndex((of) => of.some((one) => isWithin(one, connection, item, placements)))
      const project = isDoubtful(record) ? (now ?? -1) : then
      const own = statuses[project]
      if (own === undefined) continue
      const named = { connection, ref, ...(item.key !== undefined && { key: item.key }) }
      if (past.unknown.includes('statusCategory')) {
        yield { project, fact: undecided({ ...named, title: item.title }) }
        continue
      }
      const milestone =
        item.milestone === undefined
          ? undefined
          : milestones.get(`${connection} ${referenceName(item.milestone)}`)
      const composed = composeItem({ item, placements, ...(milestone !== undefined && { milestone }) })
      const fact = itemFact({ id: 0, kind: 'workItem', data: item, ...named }, composed, own)
      if (fact !== undefined) yield { project, fact }
      const name = `${project} ${connection} ${milestone?.ref ?? ''}`
      if (milestone === undefined || planned.has(name)) continue
      planned.add(name)
      const shown = { id: 0, connection, kind: 'milestone', ref: milestone.ref, data: milestone } as const
      yield { project, fact: milestoneFact(shown) }
    }
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

async function* pagesThen(
  handle: Handle,
  kind: RecordKind,
  connections: readonly string[],
  question: PastQuestion,
): AsyncGenerator<readonly PastRecord[]> {
  let cursor: string | undefined
  do {
    const page = await listAt(handle, {
      kind,
      connections,
      limit: BATCH,
      ...question,
      ...(cursor !== undefined && { cursor }),
    })
    yield page.records
    cursor = page.nextCursor
  } while (cursor !== undefined)
}

/** Those that were there. */
async function* recordsThen(
  ...asked: Parameters<typeof pagesThen>
): AsyncGenerator<{ readonly connection: string; readonly ref: string; readonly past: Present }> {
  for await (const page of pagesThen(...asked)) {
    for (const { connection, ref, past } of page) {
      if (past.outcome === 'present') yield { connection, ref, past }
    }
  }
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

async function milestonesThen(
  handle: Handle,
  connections: readonly string[],
  question: PastQuestion,
): Promise<Map<string, Milestone>> {
  const milestones = new Map<string, Milestone>()
  for await (const { connection, ref, past } of recordsThen(handle, 'milestone', connections, question)) {
    if (past.unknown.includes('state')) continue
    const milestone = dataOf<'milestone'>(past)
    for (const name of namesOf(milestone, ref)) milestones.set(`${connection} ${name}`, milestone)
  }
  return milestones
}

/**
 * A record of the past as its kind, under its key where nothing tells what it was called then. A named boundary: its fields were checked
 * when they came; those of which nothing is known are absent, and whoever needs one asks `unknown` first.
 */
function dataOf<K extends RecordKind>(past: Present): RecordOf<K> {
  const name = past.data['title'] ?? past.data['name'] ?? past.data['key'] ?? past.ref
  return { title: name, name, ...past.data, ref: past.ref } as unknown as RecordOf<K>
}

function namesOf(record: Pick<WorkItem | Milestone, 'key'>, ref: string): string[] {
  const names: Reference[] = [ref, ...(record.key === undefined ? [] : [{ key: record.key }])]
  return names.map(referenceName)
}
