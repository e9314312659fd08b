import type { Milestone, RecordKind, RecordOf, Reference, WorkItem } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import { listAt, referenceName, type HistoryQuestion, type PastRecord } from '../../records/index.ts'

/** Records of one page of the past. */
const BATCH = 500

/** When a question about the past is meant; instants. Without either it is about now. */
export type PastQuestion = HistoryQuestion

/** A record that was there. */
export type Present = Extract<PastRecord['past'], { outcome: 'present' }>

/** All records of a kind as they were, in pages. */
export async function* pagesThen(
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
export async function* recordsThen(
  ...asked: Parameters<typeof pagesThen>
): AsyncGenerator<{ readonly connection: string; readonly ref: string; readonly past: Present }> {
  for await (const page of pagesThen(...asked)) {
    for (const { connection, ref, past } of page) {
      if (past.outcome === 'present') yield { connection, ref, past }
    }
  }
}

/**
 * A record of the past as its kind, under its key where nothing tells what it was called then. A named boundary: its fields were checked
 * when they came; those of which nothing is known are absent, and whoever needs one asks `unknown` first.
 */
export function dataOf<K extends RecordKind>(past: Present): RecordOf<K> {
  const name = past.data['title'] ?? past.data['name'] ?? past.data['key'] ?? past.ref
  return { title: name, name, ...past.data, ref: past.ref } as unknown as RecordOf<K>
}

/** Every name by which references meant a record then. */
export function namesOf(record: Pick<WorkItem | Milestone, 'key'>, ref: string): string[] {
  const names: Reference[] = [ref, ...(record.key === undefined ? [] : [{ key: record.key }])]
  return names.map(referenceName)
}
