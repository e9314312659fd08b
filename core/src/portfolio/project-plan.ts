import type { Plan, PlanRelease, Sourced } from '@headless-pmo/mspdi'
import type { RecordKind, Reference } from '@headless-pmo/sdk'
import type { Handle } from '../database/index.ts'
import {
  composeItems,
  listRecords,
  recordsById,
  recordsPointingAt,
  resolveReferences,
  withCurrentReferences,
  type LinkColumn,
  type Pointee,
  type RecordScope,
  type RecordView,
} from '../records/index.ts'

/** Records of one query. */
const BATCH = 500

/** What a project's plan is asked for. */
export interface PlanRequest {
  readonly project: string
  readonly title: string
  readonly within: readonly RecordScope[]
  readonly outside: readonly RecordScope[]
  /** IANA zone of the plan's times; absent: that of its containers. */
  readonly timeZone?: string
  readonly release?: PlanRelease
}

type Items = Plan['items']

/**
 * Collects all records that a project's plan is written from: its items, and what hangs on them and on their homes. It is held in memory,
 * since an outline is known only when all items are.
 */
export async function collectPlan(handle: Handle, request: PlanRequest): Promise<Plan> {
  const items = await itemsOf(handle, request)
  const views = items.map(({ view }) => view)
  const pointing = <K extends RecordKind>(kind: K, by: LinkColumn, to: readonly Pointee[]) =>
    pointingAt(handle, { kind, by }, to)

  const containers = await targetsOf(handle, views, 'container', ({ data }) => [data.container])
  const resources = await pointing('resource', 'container', containers)
  const assignments = await pointing('assignment', 'subject', [...views, ...containers])
  const saved = await pointing('baseline', 'subject', [...views, ...containers, ...resources, ...assignments])
  const accounts = [
    ...(await targetsOf(handle, views, 'account', ({ data }) => data.assignees ?? [])),
    ...(await targetsOf(handle, resources, 'account', ({ data }) => listOf(data.account))),
    ...(await targetsOf(handle, assignments, 'account', ({ data }) => listOf(data.account))),
  ]
  const planned = await targetsOf(handle, views, 'milestone', ({ data }) => listOf(data.milestone))
  const open = (await pointing('milestone', 'container', containers)).filter(
    ({ data }) => data.state === 'open',
  )
  return {
    id: request.project,
    title: request.title,
    ...(request.timeZone !== undefined && { timeZone: request.timeZone }),
    ...(request.release !== undefined && { release: request.release }),
    containers: sourced<'container'>(containers),
    items: items.map(({ item }) => item),
    milestones: sourced<'milestone'>(unique([...planned, ...open])),
    dependencies: sourced<'dependency'>(
      unique([
        ...(await pointing('dependency', 'subject', views)),
        ...(await pointing('dependency', 'target', views)),
      ]),
    ),
    accounts: sourced<'account'>(unique(accounts)),
    resources: sourced<'resource'>(resources),
    assignments: sourced<'assignment'>(assignments),
    calendars: sourced<'calendar'>(await pointing('calendar', 'container', containers)),
    baselines: sourced<'baseline'>(saved),
    fields: sourced<'fieldDefinition'>(await fieldsOf(handle, [...views, ...resources, ...assignments])),
  }
}

async function itemsOf(
  handle: Handle,
  { within, outside }: PlanRequest,
): Promise<{ readonly view: RecordView<'workItem'>; readonly item: Items[number] }[]> {
  const all: { readonly view: RecordView<'workItem'>; readonly item: Items[number] }[] = []
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'workItem', within, outside },
      sort: { by: 'key', direction: 'ascending' },
      limit: BATCH,
      ...(cursor !== undefined && { cursor }),
    })
    const composed = await composeItems(handle, page.records)
    for (const view of await withCurrentReferences(handle, page.records)) {
      const { plannedStart, plannedFinish, due } = composed.get(view.id) ?? {}
      const dates = {
        ...(plannedStart !== undefined && { plannedStart: plannedStart.value }),
        ...(plannedFinish !== undefined && { plannedFinish: plannedFinish.value }),
        ...(due !== undefined && { due: due.value }),
      }
      all.push({ view, item: { connection: view.connection, record: view.data, composed: dates } })
    }
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return all
}

async function pointingAt<K extends RecordKind>(
  handle: Handle,
  link: { readonly kind: K; readonly by: LinkColumn },
  targets: readonly Pointee[],
): Promise<RecordView<K>[]> {
  const found: RecordView<K>[] = []
  for (const batch of batches(targets)) {
    const views = [...(await recordsPointingAt(handle, link, batch)).values()].flat()
    found.push(...(await withCurrentReferences(handle, views)))
  }
  return unique(found)
}

/** The live records that references of these lead to. */
async function targetsOf<From extends RecordKind, K extends RecordKind>(
  handle: Handle,
  from: readonly RecordView<From>[],
  kind: K,
  read: (record: RecordView<From>) => readonly Reference[],
): Promise<RecordView<K>[]> {
  const ids = new Set<number>()
  for (const [connection, of] of Map.groupBy(from, (record) => record.connection)) {
    const named = new Map(of.flatMap(read).map((reference) => [JSON.stringify(reference), reference]))
    for (const batch of batches([...named.values()])) {
      const references = batch.map((reference) => ({ kind, reference }))
      for (const target of await resolveReferences(handle, connection, references)) {
        if (target.found && target.gone === undefined) ids.add(target.id)
      }
    }
  }
  const found: RecordView<K>[] = []
  for (const batch of batches([...ids])) {
    found.push(...(await withCurrentReferences(handle, await recordsById<K>(handle, batch))))
  }
  return found
}

/** The definitions of the fields that are used. */
async function fieldsOf(
  handle: Handle,
  records: readonly (RecordView<'workItem'> | RecordView<'resource'> | RecordView<'assignment'>)[],
): Promise<RecordView<'fieldDefinition'>[]> {
  const used = new Set(
    records.flatMap(({ connection, data }) =>
      Object.keys(data.fields ?? {}).map((key) => `${connection}\n${key}`),
    ),
  )
  const connections = [...new Set(records.map(({ connection }) => connection))]
  const found: RecordView<'fieldDefinition'>[] = []
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'fieldDefinition', connections },
      sort: { by: 'title', direction: 'ascending' },
      limit: BATCH,
      ...(cursor !== undefined && { cursor }),
    })
    found.push(...page.records.filter(({ connection, data }) => used.has(`${connection}\n${data.key}`)))
    cursor = page.nextCursor
  } while (cursor !== undefined && connections.length > 0)
  return found
}

function sourced<K extends RecordKind>(views: readonly RecordView<K>[]): Sourced<K>[] {
  // A view's data is of its kind.
  return views.map(({ connection, data }) => ({ connection, record: data })) as Sourced<K>[]
}

function unique<K extends RecordKind>(views: readonly RecordView<K>[]): RecordView<K>[] {
  const byId = new Map(views.map((view) => [view.id, view]))
  return [...byId.values()].toSorted((a, b) =>
    a.connection === b.connection ? (a.ref < b.ref ? -1 : 1) : a.connection < b.connection ? -1 : 1,
  )
}

const listOf = (reference: Reference | undefined): Reference[] => (reference === undefined ? [] : [reference])

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}
