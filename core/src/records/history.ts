import { recordSchemas, type RecordKind, type Reference } from '@headless-pmo/sdk'
import { PmoError } from '../config/index.ts'
import type { Handle } from '../database/index.ts'
import { asOf, type Past } from './as-of.ts'
import { microseconds } from './instants.ts'
import { knownAt } from './observed-history.ts'
import { findRecord, recordsById } from './queries-find.ts'
import { loadHistories, pastPage, statedChanges, type PastFilter } from './queries-history.ts'
import type { RecordView } from './record-view.ts'
import { referenceName } from './reference-name.ts'
import type { StatedChange } from './stated-history.ts'

/**
 * A question about the past. `asOf`: what was true then, by the tracker's word. `knownAt`: what we knew then.
 * Both: what we would have answered then about that time. Instants.
 */
export interface HistoryQuestion {
  readonly asOf?: string
  readonly knownAt?: string
}

/** A record with the answer. */
export interface PastRecord {
  readonly connection: string
  readonly kind: RecordKind
  /** Its ref now. */
  readonly ref: string
  readonly past: Past
}

/**
 * One record in the past, by its ref, a former ref or its key.
 * @returns undefined when there never was such a record
 * @throws PmoError `invalid-request` when an instant cannot be read
 */
export async function recordAt(
  handle: Handle,
  name: { readonly connection: string; readonly kind: RecordKind; readonly name: string },
  question: HistoryQuestion,
): Promise<PastRecord | undefined> {
  const record = await findRecord(handle, name)
  if (record === undefined) return undefined
  const [answer] = await answers(handle, [record], question)
  return answer
}

/**
 * Records of a kind in the past, a page at a time; absent ones are left out, so that a page may be shorter than
 * its limit while `nextCursor` says that there are more.
 * @throws PmoError `invalid-request`
 */
export async function listAt(
  handle: Handle,
  request: PastFilter & HistoryQuestion & { readonly cursor?: string; readonly limit: number },
): Promise<{ readonly records: readonly PastRecord[]; readonly nextCursor?: string }> {
  const page = await pastPage(handle, request, {
    after: rowOf(request.cursor),
    limit: request.limit,
    knownAt: request.knownAt,
  })
  const all = await answers(handle, await recordsById(handle, page.ids), request)
  const records = all.filter(({ connection, past }) => {
    if (past.outcome === 'absent') return false
    // Where the container then is unknown, the one of today counts, by which the page was chosen.
    const container = past.outcome === 'present' ? past.data['container'] : undefined
    if (page.containers === undefined || container === undefined) return true
    return page.containers.has(`${connection} ${referenceName(container as Reference)}`)
  })
  return { records, ...(page.next !== undefined && { nextCursor: String(page.next) }) }
}

async function answers(
  handle: Handle,
  records: readonly RecordView[],
  question: HistoryQuestion,
): Promise<PastRecord[]> {
  const known = instantOf(question.knownAt) ?? Infinity
  const then = instantOf(question.asOf)
  const histories = await loadHistories(handle, records)
  const stated =
    then === undefined ? new Map<number, StatedChange[]>() : await statedChanges(handle, records, known)
  return records.map((record) => {
    const { connection, kind, ref } = record
    const state = { ref, data: { ...record.data }, ...(record.gone !== undefined && { gone: record.gone }) }
    const before = knownAt(state, histories.get(record.id) ?? [], known)
    const answer = (past: Past): PastRecord => ({ connection, kind, ref, past })
    if (before === undefined) return answer({ outcome: 'unknown' })
    if (then !== undefined) {
      return answer(asOf(before, stated.get(record.id) ?? [], modelFields(kind), then))
    }
    const { gone, data, ref: formerRef } = before.state
    if (gone !== undefined) return answer({ outcome: 'absent', reason: gone })
    return answer({ outcome: 'present', ref: formerRef, data, unknown: [] })
  })
}

function modelFields(kind: RecordKind): string[] {
  return Object.keys(recordSchemas[kind].shape)
}

function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const instant = text.endsWith('Z') ? microseconds(text) : undefined
  if (instant !== undefined) return instant
  throw new PmoError('invalid-request', `"${text}" is no instant; write it as 2026-01-31T12:00:00Z.`)
}

function rowOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor)
  throw new PmoError(
    'invalid-request',
    'The cursor is none of this list; leave it out to start at the first page.',
  )
}
