import { isJsonObject, type JsonObject } from '../../common/json.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { type VersionedKind, versionOf } from '../state/etag.ts'

/** Which kind of resource each reply holds: those of Planner carry an ETag of that kind. */
const KINDS: Readonly<Record<string, VersionedKind>> = {
  '/groups/{id}/planner/plans': 'Plan',
  '/planner/plans/{id_1}': 'Plan',
  '/planner/plans/{id_1}/details': 'PlanDetails',
  '/planner/plans/{id_1}/buckets': 'Bucket',
  '/planner/plans/{id_1}/tasks': 'Task',
  '/planner/buckets': 'Bucket',
  '/planner/buckets/{id_1}': 'Bucket',
  '/planner/tasks': 'Task',
  '/planner/tasks/{id_1}': 'Task',
  '/planner/tasks/{id_1}/details': 'TaskDetails',
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/
const PLANNER_ID = /^[\w-]{28}$/

/**
 * What the description of Graph leaves open and Planner does not: ETags of the resource's own kind, the values of
 * open types (assignments, checklists, references, categories), ranges, the form of ids, links to the next page.
 */
export const plannerProblems = (template: string | undefined, path: string, body: unknown): Problem[] => {
  if (!isJsonObject(body)) return []
  const problems: Problem[] = []
  const note = (place: string, problem: string): void => void problems.push({ place, problem })
  const list = Array.isArray(body['value']) ? (body['value'] as readonly unknown[]) : undefined
  nextLink(body, path, note)
  const kind = template === undefined ? undefined : KINDS[template]
  for (const [index, entity] of (list ?? [body]).entries()) {
    if (!isJsonObject(entity)) continue
    const at = list === undefined ? '' : `/value/${index}`
    if (template === '/groups/{id}/members' && entity['@odata.type'] === undefined)
      note(`${at}/@odata.type`, 'a directory object does not say what it is')
    if (kind !== undefined) plannerEntity(entity, kind, (place, problem) => note(at + place, problem))
  }
  return problems
}

type Note = (place: string, problem: string) => void

const nextLink = (body: JsonObject, path: string, note: Note): void => {
  const link = body['@odata.nextLink']
  if (link === undefined) return
  const url = typeof link === 'string' && URL.canParse(link) ? new URL(link) : undefined
  if (url === undefined || !url.pathname.endsWith(path) || !url.searchParams.has('$skiptoken'))
    note('/@odata.nextLink', 'is no absolute address of the same list with a $skiptoken')
}

const plannerEntity = (entity: JsonObject, kind: VersionedKind, note: Note): void => {
  const etag = entity['@odata.etag']
  if (typeof etag !== 'string') note('/@odata.etag', `a ${kind} without its ETag`)
  else if (versionOf(kind, etag) === undefined) note('/@odata.etag', `"${etag}" is no ETag of a ${kind}`)
  for (const name of ['id', 'planId', 'bucketId']) {
    const value = entity[name]
    if (typeof value === 'string' && !PLANNER_ID.test(value)) note(`/${name}`, 'is no id of Planner')
  }
  range(entity, 'percentComplete', 100, note)
  range(entity, 'priority', 10, note)
  open(entity, 'appliedCategories', (key, value, at) => {
    if (!/^category([1-9]|1\d|2[0-5])$/.test(key)) note(at, 'is no category')
    if (value !== true) note(at, 'must be true')
  })
  open(entity, 'sharedWith', (key, value, at) => {
    if (!GUID.test(key) || typeof value !== 'boolean') note(at, 'must be a person and a flag')
  })
  open(entity, 'assignments', (key, value, at) => {
    if (!GUID.test(key)) note(at, 'is no id of a person')
    typed(value, 'plannerAssignment', at, note)
    fields(value, { assignedDateTime: isInstant, orderHint: isText, assignedBy: isIdentity }, at, note)
  })
  open(entity, 'checklist', (key, value, at) => {
    if (!GUID.test(key)) note(at, 'is no id of a checklist item')
    typed(value, 'plannerChecklistItem', at, note)
    fields(
      value,
      {
        isChecked: (flag) => typeof flag === 'boolean',
        title: isText,
        orderHint: isText,
        lastModifiedDateTime: isInstant,
        lastModifiedBy: isIdentity,
      },
      at,
      note,
    )
  })
  open(entity, 'references', (key, value, at) => {
    if (/[.:@#]/.test(key)) note(at, 'has a sign that must be encoded in names')
    typed(value, 'plannerExternalReference', at, note)
    fields(
      value,
      {
        alias: isText,
        type: isText,
        previewPriority: isText,
        lastModifiedDateTime: isInstant,
        lastModifiedBy: isIdentity,
      },
      at,
      note,
    )
  })
}

const range = (entity: JsonObject, name: string, most: number, note: Note): void => {
  const value = entity[name]
  if (typeof value === 'number' && (value < 0 || value > most)) note(`/${name}`, `is not from 0 to ${most}`)
}

const open = (
  entity: JsonObject,
  name: string,
  check: (key: string, value: unknown, at: string) => void,
): void => {
  const value = entity[name]
  if (!isJsonObject(value)) return
  for (const [key, inner] of Object.entries(value))
    if (!key.startsWith('@')) check(key, inner, `/${name}/${key}`)
}

const typed = (value: unknown, type: string, at: string, note: Note): void => {
  if (!isJsonObject(value) || value['@odata.type'] !== `#microsoft.graph.${type}`)
    note(at, `does not say that it is a ${type}`)
}

const fields = (
  value: unknown,
  known: Readonly<Record<string, (value: unknown) => boolean>>,
  at: string,
  note: Note,
): void => {
  if (!isJsonObject(value)) return
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith('@')) continue
    const fits = known[name]
    if (fits === undefined) note(`${at}/${name}`, 'is unknown')
    else if (!fits(inner)) note(`${at}/${name}`, 'has a wrong value')
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isInstant = (value: unknown): boolean => typeof value === 'string' && INSTANT.test(value)
const isIdentity = (value: unknown): boolean =>
  isJsonObject(value) && isJsonObject(value['user']) && typeof value['user']['id'] === 'string'
