import { defineStream, toJson, z, type Page, type ReadContext } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { graphOf, graphUrl, type Graph } from '../graph/client.ts'
import { pagesOf, listOf } from '../graph/element.ts'
import { etagVersion } from '../graph/etag.ts'
import { fingerprint } from '../graph/fingerprint.ts'
import { wrongShape } from '../graph/refusal.ts'
import { changesOf } from './delta.ts'
import { planPath } from './groups.ts'
import { toTaskRecords } from './map/task.ts'
import { peopleAlong } from './people.ts'
import { plans, type PlanData } from './plans.ts'
import { refreshTasks } from './refresh-tasks.ts'
import {
  hasEtag,
  listMark,
  namedTasks,
  readTask,
  rowOf,
  withDetails,
  type NamedTasks,
  type ReadTask,
} from './task-items.ts'
import { TaskItem } from './wire/task.ts'

/**
 * What was read of each task, as `id mark`, in one order; and where the delta function goes on, which may be too old
 * one day: then the list is compared again. So it is when categories got other names, of which no function tells.
 */
const TaskCursor = z.strictObject({
  tasks: z.array(z.string()),
  delta: z.strictObject({ link: z.string(), names: z.string() }).optional(),
})
type TaskCursor = z.output<typeof TaskCursor>

type TaskContext = ReadContext<Config, TaskItem, TaskCursor, PlanData>
type TaskPage = Page<TaskItem, TaskCursor>

/**
 * Tasks. Microsoft Graph cannot be asked for what changed (but by functions of its beta version, see `delta`): so the
 * list of a plan is read whole, its ETags are compared, and details are read only for tasks whose ETag is new.
 */
export const taskStream = defineStream({
  config: Config,
  item: TaskItem,
  cursor: TaskCursor,
  start: { tasks: [] },
  per: plans,
  changes: 'snapshot',
  deletes: 'census',
  mapVersion: 1,
  mapReads: ['planner'],
  async *read(context) {
    const graph = graphOf(context)
    const { cursor, part, config } = context
    const goesOn = config.planner?.delta === true && cursor.delta?.names === namesMark(part.data)
    const link = goesOn ? cursor.delta?.link : undefined
    // Graph may have another address by now: such a link is too old, too.
    const told = link?.startsWith(`${graphUrl(config)}/`)
      ? await changesOf(graph, part.data, link)
      : undefined
    if (told === undefined) yield* compareList(graph, context)
    else yield* takeChanges(graph, context, told)
  },
  readItems: (context) => refreshTasks(graphOf(context), context),
  async *census(context) {
    yield await listedIds(graphOf(context), context.part.data)
  },
  ref: ({ task }) => task.id,
  version: ({ task, details }) => {
    const versions = [etagVersion(task['@odata.etag']), etagVersion(details['@odata.etag'])]
    // Half a version would count as older than what is stored.
    return versions.includes('') ? '' : versions.join(' ')
  },
  map: (item, { config, part }) => toTaskRecords(item, part, config.planner),
})

/** Reads the list of a plan; what is new in it, and what is no longer in it, is looked at one by one. */
async function* compareList(graph: Graph, context: TaskContext): AsyncGenerator<TaskPage> {
  const { cursor, page, part, config } = context
  const { id, title, categories } = part.data
  const before = marksOf(cursor)
  // The place to go on from is fixed before the list is read, so that no change falls between.
  const link =
    config.planner?.delta === true ? (await changesOf(graph, part.data, undefined))?.link : undefined
  const marks = new Map<string, string>()
  const people = new Set<string>()
  const what = `The tasks of ${title}`
  let changed = link !== undefined
  let pages = 0
  for await (const { elements } of pagesOf(graph, await graph.get(`${planPath(id)}/tasks`), what)) {
    pages++
    const rows = elements.flatMap((element) => rowOf(element) ?? [])
    if (rows.length < elements.length)
      context.log.warn(`${what}: ${elements.length - rows.length} of them have no id and were left out.`)
    const fresh = rows.filter((row) => {
      const known = before.get(row.id)
      const same = hasEtag(row) && known?.split('.')[0] === listMark(row, categories)
      if (same && known !== undefined) marks.set(row.id, known)
      return !same
    })
    const read = await withDetails(graph, fresh, categories)
    for (const one of read) take(one, marks, people)
    if (read.length > 0) {
      changed = true
      yield page({ items: read.map(({ item }) => item) })
    }
  }
  // One that is elsewhere by now is brought by the reading of that plan, or the census tells that it left what is
  // read. One that is still here slipped from a page that was to come to one that was read.
  const named = await namedTasks(
    graph,
    [...before.keys()].filter((ref) => !marks.has(ref)),
  )
  const slipped = inPlan(named, part.data)
  // Of the others no function will tell, whereas a list is compared again.
  if (link !== undefined && pages > 1) slipped.push(...(await notListed(graph, part.data, marks)))
  for (const one of slipped) take(one, marks, people)
  const items = slipped.flatMap(({ id: ref, mark, item }) => (before.get(ref) === mark ? [] : [item]))
  if (!changed && sameMarks(before, marks)) return
  yield page({
    items,
    gone: named.gone,
    along: await peopleAlong(graph, people),
    cursor: cursorOf(marks, part.data, link),
  })
}

/** Readings of a list until one shows nothing that the others did not. */
const MOST_PASSES = 5

/** Tasks that are in a plan's list and were on none of the pages that were read. */
async function notListed(
  graph: Graph,
  plan: PlanData,
  marks: ReadonlyMap<string, string>,
): Promise<readonly ReadTask[]> {
  const found = new Map<string, ReadTask>()
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const ids = await listedIds(graph, plan)
    const unknown = ids.filter((ref) => !marks.has(ref) && !found.has(ref))
    if (unknown.length === 0) break
    for (const one of inPlan(await namedTasks(graph, unknown), plan)) found.set(one.id, one)
  }
  return [...found.values()]
}

/** Looks at the tasks that the delta function names. What it repeats, and is as it was, is no change. */
async function* takeChanges(
  graph: Graph,
  { cursor, page, part }: TaskContext,
  told: { readonly ids: ReadonlySet<string>; readonly link: string },
): AsyncGenerator<TaskPage> {
  const before = marksOf(cursor)
  const marks = new Map([...before].filter(([ref]) => !told.ids.has(ref)))
  const people = new Set<string>()
  const named = await namedTasks(graph, [...told.ids])
  const there = inPlan(named, part.data)
  for (const one of there) take(one, marks, people)
  if (sameMarks(before, marks)) return
  yield page({
    items: there.flatMap(({ id, mark, item }) => (before.get(id) === mark ? [] : [item])),
    gone: named.gone,
    along: await peopleAlong(graph, people),
    cursor: cursorOf(marks, part.data, told.link),
  })
}

/** Of the tasks that were asked for one by one, those that are in this plan. */
function inPlan({ found }: NamedTasks, { id, categories }: PlanData): ReadTask[] {
  return found.flatMap(({ row, details }) => (row.planId === id ? [readTask(row, details, categories)] : []))
}

async function listedIds(graph: Graph, { id, title }: PlanData): Promise<readonly string[]> {
  const what = `The tasks of ${title}`
  const list = await listOf(graph, await graph.get(`${planPath(id)}/tasks?$select=id`), what)
  return list.map((element) => {
    const row = rowOf(element)
    // A list with a hole proves nothing about what it does not name.
    if (row === undefined) throw wrongShape(what)
    return row.id
  })
}

function take(read: ReadTask, marks: Map<string, string>, people: Set<string>): void {
  marks.set(read.id, read.mark)
  for (const person of read.people) people.add(person)
}

function marksOf({ tasks }: TaskCursor): ReadonlyMap<string, string> {
  return new Map(
    tasks.map((entry) => {
      const border = entry.lastIndexOf(' ')
      return [entry.slice(0, border), entry.slice(border + 1)]
    }),
  )
}

/** In one order, so that equal positions are equal values. */
function cursorOf(marks: ReadonlyMap<string, string>, plan: PlanData, link: string | undefined): TaskCursor {
  const tasks = [...marks].map(([id, mark]) => `${id} ${mark}`).toSorted()
  return { tasks, ...(link === undefined ? {} : { delta: { link, names: namesMark(plan) } }) }
}

const namesMark = ({ categories }: PlanData): string => fingerprint(toJson(categories))

const sameMarks = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([id, mark]) => other.get(id) === mark)
