import {
  parseJson,
  verbatimAt,
  verbatimElements,
  verbatimObject,
  verbatim,
  type Page,
  type ReadContext,
  type Verbatim,
} from '@headless-pmo/sdk'
import { z } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { addressOf } from './address.ts'
import { ask } from './client.ts'
import type { ProjectData } from './parts.ts'
import { ServerRefusal, wrongForm } from './refusal.ts'
import { flagIn, idIn, linked, linkedList, numberIn, property, stampIn, textIn } from './value.ts'
import type { About, TaskItem } from './wire/items.ts'

export const TaskCursor = z.strictObject({
  /** Publication that was read. */
  published: z.string(),
  /** Mark of the enterprise fields that its values were read with. */
  fields: z.string(),
})
export type TaskCursor = z.output<typeof TaskCursor>

export const TASKS_START: TaskCursor = { published: '', fields: '' }

type Context = ReadContext<Config, TaskItem, TaskCursor, ProjectData>

/** Items on a page, so that a large plan is handed on in pieces. */
const PAGE_ITEMS = 500

const EXPAND = [
  'Tasks',
  'Tasks/Parent',
  'Tasks/Calendar',
  'Tasks/Assignments',
  'Tasks/Assignments/Resource',
  'TaskLinks',
  'ProjectResources',
  'ProjectResources/EnterpriseResource',
]
const SELECT = [
  'Id',
  'LastPublishedDate',
  'CurrencyCode',
  'MinutesPerDay',
  'Tasks/*',
  'Tasks/Parent/Id',
  'Tasks/Calendar/Id',
  'Tasks/Assignments/*',
  'Tasks/Assignments/Resource/Id',
  'TaskLinks/*',
  'ProjectResources/*',
  'ProjectResources/EnterpriseResource/Id',
]

export const planAddress = (site: string, id: string): string =>
  addressOf(site, `ProjectServer/Projects('${id}')`, { $expand: EXPAND.join(','), $select: SELECT.join(',') })

/**
 * Reads a project whole, in one request, so that its tasks, links and assignments are of one publication; but only when
 * it was published since, or when what its fields mean has changed. Its mark is the publication that the reply itself
 * names: one that came after the list was read is not read twice.
 */
export async function* readTasks(context: Context): AsyncGenerator<Page<TaskItem, TaskCursor>> {
  const { part, cursor } = context
  const { id, site, published, table } = part.data
  if (cursor.published === published && cursor.fields === table.print) return
  const what = `The plan of ${part.title}`
  const reply = await ask(context, planAddress(site, id))
  // Deleted since the list was read; the next listing says so.
  if (reply.status === 404) return
  if (reply.status !== 200) throw new ServerRefusal(reply, what)
  const items = itemsOf(reply.text, part.data, what)
  const done: TaskCursor = { published: items.published, fields: table.print }
  for (let at = 0; at < items.list.length || at === 0; at += PAGE_ITEMS) {
    const last = at + PAGE_ITEMS >= items.list.length
    yield {
      items: items.list.slice(at, at + PAGE_ITEMS),
      total: items.list.length,
      ...(last ? { cursor: done } : {}),
    }
  }
}

function itemsOf(
  text: string,
  { id, published: listed, table }: ProjectData,
  what: string,
): { readonly list: readonly Verbatim[]; readonly published: string } {
  const { top, path } = topOf(text, what)
  const published = stampIn(top, 'LastPublishedDate') || listed
  const parts = (name: string): readonly Verbatim[] => {
    if (linkedList(top, name).length === 0) return []
    const inner = Array.isArray(property(top, name)) ? [...path, name] : [...path, name, 'results']
    return verbatimElements(text, inner)
  }
  const currency = textIn(top, 'CurrencyCode')
  const minutesPerDay = numberIn(top, 'MinutesPerDay')
  const base: About = {
    project: id,
    stamp: published,
    ...(currency === undefined ? {} : { currency }),
    ...(minutesPerDay === undefined ? {} : { minutesPerDay }),
  }
  const members = parts('ProjectResources')
  const team = new Map(
    members.map(({ value }) => [
      idIn(value, 'Id') ?? '',
      idIn(linked(value, 'EnterpriseResource'), 'Id') ?? null,
    ]),
  )
  const tasks = parts('Tasks')
  const externals = new Map(
    tasks.flatMap((task) =>
      flagIn(task.value, 'IsExternalTask') === true ? [[idIn(task.value, 'Id'), task] as const] : [],
    ),
  )
  const linksTo = Map.groupBy(parts('TaskLinks'), ({ value }) => idIn(value, 'SuccessorTaskId'))
  const list = tasks.flatMap((task, at) => {
    const links = linksTo.get(idIn(task.value, 'Id')) ?? []
    const from = links.flatMap(({ value }) => externals.get(idIn(value, 'PredecessorTaskId')) ?? [])
    const about = {
      ...base,
      order: at + 1,
      ...meanings(task.value, table.fields),
      ...assigned(task.value, team),
    }
    return idIn(task.value, 'Id') === undefined
      ? []
      : [verbatimObject({ about: said(about), task, links, externals: [...new Set(from)] })]
  })
  const local = members.filter(({ value }) => team.get(idIn(value, 'Id') ?? '') === null)
  return {
    list: [...list, ...local.map((member) => verbatimObject({ about: said(base), member }))],
    published,
  }
}

/** What an item says of our own, as JSON. */
const said = (about: About): Verbatim => verbatim(JSON.stringify(about))

/** The project in either form, and the way to it. */
function topOf(text: string, what: string): { readonly top: unknown; readonly path: readonly string[] } {
  let body: unknown
  try {
    body = parseJson(text)
  } catch (cause) {
    throw wrongForm(what, cause)
  }
  const path = property(body, 'd') === undefined ? [] : ['d']
  const top = path.length === 0 ? body : verbatimAt(text, path).value
  // Without its lists it would look like a plan that has lost all its tasks.
  const whole = ['Tasks', 'TaskLinks', 'ProjectResources'].every((name) => {
    const list = property(top, name)
    return Array.isArray(list) || Array.isArray(property(list, 'results'))
  })
  if (!whole) throw wrongForm(what)
  return { top, path }
}

/** Of the field table, what this object has values of; of a lookup table, the entries that it names. */
function meanings(entity: unknown, fields: ProjectData['table']['fields']): Pick<About, 'fields'> {
  const used = Object.entries(fields).flatMap(([key, { entries: all, ...rest }]) => {
    const value = property(entity, key)
    if (value === undefined || value === null) return []
    const names = new Set<unknown>(Array.isArray(value) ? value : [value])
    const entries = Object.entries(all ?? {}).filter(([name]) => names.has(name))
    return [[key, entries.length === 0 ? rest : { ...rest, entries: Object.fromEntries(entries) }] as const]
  })
  return used.length === 0 ? {} : { fields: Object.fromEntries(used) }
}

function assigned(task: unknown, team: ReadonlyMap<string, string | null>): Pick<About, 'team'> {
  const members = linkedList(task, 'Assignments').flatMap((one) => idIn(linked(one, 'Resource'), 'Id') ?? [])
  if (members.length === 0) return {}
  return { team: Object.fromEntries(members.map((id) => [id, team.get(id) ?? null])) }
}
