import { toJson, verbatim, verbatimObject, type Verbatim } from '@headless-pmo/sdk'
import type { Graph } from '../graph/client.ts'
import type { GraphReply } from '../graph/reply.ts'
import { property } from '../graph/property.ts'
import { refusal, wrongShape } from '../graph/refusal.ts'
import { fingerprint } from '../graph/fingerprint.ts'

/** A task as a list shows it. Nothing but its id is looked at strictly: a strange task must not hide the others. */
export interface TaskRow {
  readonly id: string
  readonly planId: string | undefined
  readonly raw: Verbatim
}

/** A task with its details, ready to be stored. */
export interface ReadTask {
  readonly id: string
  readonly item: Verbatim
  readonly mark: string
  /** Who is named on it. */
  readonly people: readonly string[]
}

type Categories = Readonly<Record<string, string>>

export const taskPath = (id: string): string => `/planner/tasks/${encodeURIComponent(id)}`

/** A task of a list; undefined where it has no id. */
export function rowOf(raw: Verbatim): TaskRow | undefined {
  const [id, planId] = [property(raw.value, 'id'), property(raw.value, 'planId')]
  if (typeof id !== 'string' || id === '') return undefined
  return { id, planId: typeof planId === 'string' ? planId : undefined, raw }
}

/**
 * What tells whether a task in a list is as it was read: its ETag, and what the plan calls its categories, since a
 * category is renamed without any of its tasks being touched.
 */
export const listMark = ({ raw }: TaskRow, categories: Categories): string =>
  fingerprint(`${etagText(raw.value)}\n${toJson(namesOf(raw.value, categories))}`)

/** Whether the service says which version of a task a list shows. Where it does not, the details have to be asked for. */
export const hasEtag = ({ raw }: TaskRow): boolean => typeof property(raw.value, '@odata.etag') === 'string'

const etagText = (value: unknown): string => toJson(property(value, '@odata.etag') ?? null)

/** Names of the categories that a task has, by their keys. */
function namesOf(task: unknown, categories: Categories): Record<string, string> {
  const applied = property(task, 'appliedCategories')
  if (typeof applied !== 'object' || applied === null) return {}
  const keys = Object.entries(applied).flatMap(([key, on]) => (on === true ? [key] : []))
  return Object.fromEntries(keys.toSorted().map((key) => [key, categories[key] ?? '']))
}

/** Who is assigned to a task, and its author. */
function peopleOn(task: unknown): readonly string[] {
  const assignments = property(task, 'assignments')
  const assigned = typeof assignments === 'object' && assignments !== null ? Object.keys(assignments) : []
  const author = property(property(property(task, 'createdBy'), 'user'), 'id')
  return [...assigned.filter((id) => !id.startsWith('@')), ...(typeof author === 'string' ? [author] : [])]
}

/**
 * Reads the details of these tasks. One that goes meanwhile is left out.
 * @throws RefusalError when details are refused for another reason
 */
export async function withDetails(
  graph: Graph,
  rows: readonly TaskRow[],
  categories: Categories,
): Promise<readonly ReadTask[]> {
  const replies = await graph.getAll(rows.map(({ id }) => `${taskPath(id)}/details`))
  return rows.flatMap((row, index) => {
    const reply = replies[index]
    if (reply === undefined || reply.status === 404) return []
    return [readTask(row, objectIn(reply, `The details of the task ${row.id}`), categories)]
  })
}

/** What the service says of tasks that are named. */
export interface NamedTasks {
  readonly found: readonly { readonly row: TaskRow; readonly details: Verbatim }[]
  readonly gone: readonly { readonly ref: string; readonly reason: 'deleted' | 'no_access' }[]
}

/** Reads named tasks with their details. @throws RefusalError when one is refused without a word about it */
export async function namedTasks(graph: Graph, ids: readonly string[]): Promise<NamedTasks> {
  const replies = await graph.getAll(ids.flatMap((id) => [taskPath(id), `${taskPath(id)}/details`]))
  const found: NamedTasks['found'][number][] = []
  const gone: NamedTasks['gone'][number][] = []
  for (const [index, ref] of ids.entries()) {
    const [reply, details] = [replies[2 * index], replies[2 * index + 1]]
    if (reply === undefined || details === undefined) continue
    const what = `The task ${ref}`
    const refused = [reply, details].find(({ status }) => status !== 200)
    if (refused === undefined) {
      const row = rowOf(objectIn(reply, what))
      if (row === undefined) throw wrongShape(what)
      found.push({ row, details: objectIn(details, what) })
    } else if (refused.status === 404) gone.push({ ref, reason: 'deleted' })
    else if (refused.status === 403) gone.push({ ref, reason: 'no_access' })
    else throw refusal(refused, what)
  }
  return { found, gone }
}

/** Composes a raw item. Its mark has the ETag of the details too, which have one of their own. */
export function readTask(row: TaskRow, details: Verbatim, categories: Categories): ReadTask {
  return {
    id: row.id,
    item: verbatimObject({
      task: row.raw,
      details,
      categories: verbatim(toJson(namesOf(row.raw.value, categories))),
    }),
    mark: `${listMark(row, categories)}.${fingerprint(etagText(details.value))}`,
    people: peopleOn(row.raw.value),
  }
}

/** A reply that is JSON. @throws RefusalError when it is refused, Error when it is none */
function objectIn(reply: GraphReply, what: string): Verbatim {
  if (reply.status !== 200) throw refusal(reply, what)
  try {
    return verbatim(reply.text)
  } catch (cause) {
    throw wrongShape(what, cause)
  }
}
