import { breather } from '@headless-pmo/engine'
import type { Reference, StatusCategory } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import {
  composeItem,
  connectionsWithHistory,
  listRecords,
  loadHistories,
  recordsById,
  recordsPointingAt,
  referenceName,
  resolveReferences,
  statedChanges,
  type ObservedChange,
  type RecordScope,
  type RecordView,
} from '../../records/index.ts'
import { ItemFamily } from '../item-family.ts'
import { itemPages } from '../project-items.ts'
import { timeOf } from '../time.ts'
import { buildHistory, type KnownPast } from './build-history.ts'
import type { ItemHistory } from './item-history.ts'
import type { IterationStays, Stay } from './iteration-flow.ts'
import type { ProjectHistory } from './project-flow.ts'
import { StatusMeaning } from './status-meaning.ts'

const BATCH = 500

/** The project whose history is read. */
export interface HistoryRequest {
  readonly project: string
  readonly scopes: readonly RecordScope[]
  /** Row ids of its items. */
  readonly items: readonly number[]
  /** What the words of boards mean to the project. */
  readonly statuses: Readonly<Record<string, StatusCategory>>
  /** Milliseconds since 1970: iterations that were planned to end by then without a word of their tracker are over. */
  readonly now: number
}

type StayOf = Stay & { readonly connection: string; readonly iteration: Reference }

/** The ways of the items of a project, and their stays in iterations. A page at a time, with room for others between. */
export async function readHistory(handle: Handle, request: HistoryRequest): Promise<ProjectHistory> {
  const { project, scopes } = request
  const breathe = breather()
  const meanings = await statusMeanings(handle, scopes)
  const withHistory = await connectionsWithHistory(handle, [...meanings.keys()])
  const family = new ItemFamily()
  const found: { readonly item: RecordView<'workItem'>; readonly history: ItemHistory }[] = []
  const stays: StayOf[] = []
  for await (const items of itemPages(handle, request.items)) {
    const pasts = await pastsOf(handle, items, { statuses: request.statuses, withHistory })
    const memberships = await recordsPointingAt(handle, { kind: 'membership', by: 'subject' }, items)
    for (const item of items) {
      await breathe()
      const past = pasts.get(item.id)
      const meaning = meanings.get(item.connection)
      if (past === undefined || meaning === undefined) continue
      family.add(item)
      const history = buildHistory(item, past, meaning)
      found.push({ item, history })
      for (const { data } of memberships.get(item.id) ?? []) stays.push(stayOf(history, data))
      for (const one of past.stays) stays.push({ ...one, history, connection: item.connection })
    }
  }
  const parents = family.parents()
  const items = found.flatMap(({ item, history }) => (isLeafWork(item, parents) ? [history] : []))
  return { project, items, iterations: await iterationsOf(handle, stays, request.now) }
}

/** Work itself: no summary, nothing that others are part of, no mere point in a plan, nothing set aside. */
function isLeafWork(
  { connection, ref, data }: RecordView<'workItem'>,
  parents: ReadonlySet<string>,
): boolean {
  if (data.summary === true || data.active === false) return false
  if (data.isMilestone === true || data.type === 'milestone') return false
  return !parents.has(`${connection}\n${ref}`)
}

/** What the status words of each connection mean by its tracker's word. */
async function statusMeanings(
  handle: Handle,
  scopes: readonly RecordScope[],
): Promise<Map<string, StatusMeaning>> {
  const meanings = new Map(scopes.map(({ connection }) => [connection, new StatusMeaning()]))
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind: 'status', connections: [...meanings.keys()] },
      limit: BATCH,
      ...(cursor !== undefined && { cursor }),
    })
    for (const { connection, data } of page.records) meanings.get(connection)?.add(data)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return meanings
}

type PastWithStays = KnownPast & {
  readonly stays: readonly Omit<StayOf, 'history' | 'connection'>[]
}

async function pastsOf(
  handle: Handle,
  items: readonly RecordView<'workItem'>[],
  { statuses, withHistory }: Pick<HistoryRequest, 'statuses'> & { readonly withHistory: ReadonlySet<string> },
): Promise<Map<number, PastWithStays>> {
  if (items.length === 0) return new Map()
  const placements = await recordsPointingAt(handle, { kind: 'placement', by: 'subject' }, items)
  const placed = placements.values().toArray().flat()
  const observed = await loadHistories(handle, [
    ...items.map(({ id }) => ({ id })),
    ...placed.map(({ id }) => ({ id })),
  ])
  const stated = await statedChanges(handle, [...items] as readonly RecordView[], Infinity)
  return new Map(
    items.map((item) => {
      const of = placements.get(item.id) ?? []
      const { boardStatus } = composeItem({ item: item.data, placements: of.map(({ data }) => data) })
      const word = boardStatus?.value
      const boardNow = meant(statuses, word)
      const first = of.find(({ ref }) => ref === boardStatus?.from.ref)
      const history = first === undefined ? [] : (observed.get(first.id) ?? [])
      const past: PastWithStays = {
        stated: stated.get(item.id) ?? [],
        observed: observed.get(item.id) ?? [],
        hasHistory: withHistory.has(item.connection),
        board: boardSteps(history, word, statuses),
        stays: of.flatMap((one) => placementStays(one, observed.get(one.id) ?? [])),
        ...(boardNow !== undefined && { boardNow }),
      }
      return [item.id, past]
    }),
  )
}

function meant(
  statuses: Readonly<Record<string, StatusCategory>>,
  word: unknown,
): StatusCategory | undefined {
  return typeof word === 'string' && Object.hasOwn(statuses, word) ? statuses[word] : undefined
}

/** Changes of a board's word as they were seen. */
function boardSteps(
  observed: readonly ObservedChange[],
  now: string | undefined,
  statuses: Readonly<Record<string, StatusCategory>>,
): KnownPast['board'] {
  let word: unknown = now
  const steps: KnownPast['board'][number][] = []
  for (const { before, event, cause, at } of observed.toReversed()) {
    if (before === undefined || event === 'created' || cause === 'mapping' || !('status' in before)) continue
    const [from, to, time] = [meant(statuses, before['status']), meant(statuses, word), timeOf(at)]
    if (time !== undefined) {
      steps.unshift({ at: time, ...(from !== undefined && { from }), ...(to !== undefined && { to }) })
    }
    word = before['status'] ?? undefined
  }
  return steps
}

/** Stays in iterations of a board, from what it says now and what was seen of it before. */
function placementStays(
  { data }: RecordView<'placement'>,
  observed: readonly ObservedChange[],
): Omit<StayOf, 'history' | 'connection'>[] {
  const stays: Omit<StayOf, 'history' | 'connection'>[] = []
  let iteration: unknown = data.iteration
  let until: number | undefined
  for (const { before, event, at } of observed.toReversed()) {
    const time = timeOf(at)
    const isFirst = event === 'created'
    if (!isFirst && (before === undefined || !('iteration' in before))) continue
    if (isReference(iteration)) {
      stays.unshift({
        iteration,
        // What it was in when it was first seen, it may have been in for long.
        ...(!isFirst && time !== undefined && { from: time }),
        ...(until !== undefined && { until }),
      })
    }
    if (isFirst) break
    iteration = before?.['iteration']
    until = time
  }
  return stays
}

const isReference = (value: unknown): value is Reference =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'key' in value)

function stayOf(history: ItemHistory, data: RecordView<'membership'>['data']): StayOf {
  const [from, until] = [timeOf(data.from), timeOf(data.until)]
  return {
    history,
    connection: history.item.connection,
    iteration: data.iteration,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(data.ended !== undefined && { ended: data.ended }),
  }
}

async function iterationsOf(
  handle: Handle,
  stays: readonly StayOf[],
  now: number,
): Promise<IterationStays[]> {
  const byRow = new Map<number, Stay[]>()
  for (const [connection, of] of Map.groupBy(stays, (stay) => stay.connection)) {
    const references = new Map(of.map(({ iteration }) => [referenceName(iteration), iteration]))
    const names = [...references.keys()]
    const targets = await resolveReferences(
      handle,
      connection,
      [...references.values()].map((reference) => ({ kind: 'iteration', reference })),
    )
    const rows = new Map(
      targets.flatMap((target, index) => (target.found ? [[names[index] ?? '', target.id]] : [])),
    )
    for (const stay of of) {
      const row = rows.get(referenceName(stay.iteration))
      if (row === undefined) continue
      const known = byRow.get(row)
      if (known === undefined) byRow.set(row, [stay])
      else known.push(stay)
    }
  }
  const iterations: IterationStays[] = []
  const ids = [...byRow.keys()]
  for (let at = 0; at < ids.length; at += BATCH) {
    for (const record of await recordsById<'iteration'>(handle, ids.slice(at, at + BATCH))) {
      if (record.gone !== undefined) continue
      iterations.push(iterationStays(record, byRow.get(record.id) ?? [], now))
    }
  }
  return iterations
}

function iterationStays(
  { connection, ref, data }: RecordView<'iteration'>,
  stays: readonly Stay[],
  now: number,
): IterationStays {
  const start = timeOf(data.start)
  const end = timeOf(data.completed) ?? timeOf(data.end)
  return {
    iteration: { connection, kind: 'iteration', ref },
    title: data.name,
    // Where a tracker tells no state, dates alone do.
    closed: data.state === undefined ? end !== undefined && end <= now : data.state === 'closed',
    stays,
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  }
}
