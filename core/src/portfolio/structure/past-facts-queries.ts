import { breather } from '@headless-pmo/engine'
import type { Milestone, Placement, RecordKind, RecordOf, Reference, WorkItem } from '@headless-pmo/sdk'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import {
  composeItem,
  listAt,
  namesOfTitled,
  referenceName,
  type HistoryQuestion,
  type PastRecord,
  type RecordScope,
} from '../../records/index.ts'
import { itemFact, milestoneFact } from '../indicators/item-fact.ts'
import { scopesOf } from '../project-scopes.ts'
import { statusesOf, type ProjectFact } from './facts-queries.ts'
import { isWithin, type NamedScope } from './past-scope.ts'

/** Records of one page of the past. */
const BATCH = 500

/** When a question about the past is meant; instants. Without either it is about now. */
export type PastQuestion = HistoryQuestion

type Present = Extract<PastRecord['past'], { outcome: 'present' }>

/**
 * Facts of the projects as they were: items, boards and milestones of then, and the membership that follows from them. An item of
 * which nothing tells whether it was open then is left out, as is one of which nothing is known at all.
 */
export async function* factsAsOf(
  handle: Handle,
  projects: readonly ProjectDefinition[],
  question: PastQuestion,
): AsyncGenerator<ProjectFact> {
  const breathe = breather()
  const scopes = await namedScopes(handle, projects)
  const statuses = projects.map(statusesOf)
  const connections = [...new Set(scopes.flat().map(({ scope }) => scope.connection))]
  if (connections.length === 0) return
  const boards = await placementsThen(handle, connections, question)
  const milestones = await milestonesThen(handle, connections, question)
  const planned = new Set<string>()
  for await (const { connection, ref, past } of recordsThen(handle, 'workItem', connections, question)) {
    await breathe()
    if (past.unknown.includes('statusCategory')) continue
    const item = dataOf<'workItem'>(past)
    const placements = namesOf(item, ref).flatMap((name) => boards.get(`${connection} ${name}`) ?? [])
    const project = scopes.findIndex((of) =>
      of.some((scope) => isWithin(scope, connection, item, placements)),
    )
    const own = statuses[project]
    if (own === undefined) continue
    const milestone =
      item.milestone === undefined
        ? undefined
        : milestones.get(`${connection} ${referenceName(item.milestone)}`)
    const composed = composeItem({ item, placements, ...(milestone !== undefined && { milestone }) })
    const view = { id: 0, connection, kind: 'workItem', ref, data: item } as const
    const fact = itemFact({ ...view, ...(item.key !== undefined && { key: item.key }) }, composed, own)
    if (fact !== undefined) yield { project, fact }
    const name = `${project} ${connection} ${milestone?.ref ?? ''}`
    if (milestone === undefined || planned.has(name)) continue
    planned.add(name)
    const shown = { id: 0, connection, kind: 'milestone', ref: milestone.ref, data: milestone } as const
    yield { project, fact: milestoneFact(shown) }
  }
}

async function namedScopes(handle: Handle, projects: readonly ProjectDefinition[]): Promise<NamedScope[][]> {
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
  for (const project of projects) {
    const of: NamedScope[] = []
    for (const scope of scopesOf(project)) of.push(await named(scope))
    all.push(of)
  }
  return all
}

async function* recordsThen(
  handle: Handle,
  kind: RecordKind,
  connections: readonly string[],
  question: PastQuestion,
): AsyncGenerator<{ readonly connection: string; readonly ref: string; readonly past: Present }> {
  let cursor: string | undefined
  do {
    const page = await listAt(handle, {
      kind,
      connections,
      limit: BATCH,
      ...question,
      ...(cursor !== undefined && { cursor }),
    })
    for (const { connection, ref, past } of page.records) {
      if (past.outcome === 'present') yield { connection, ref, past }
    }
    cursor = page.nextCursor
  } while (cursor !== undefined)
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
