import type { Assignment, Calendar, RecordOf, Reference, Resource } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import { neededOf } from '../network/index.ts'
import { dataOf, pagesThen } from '../../portfolio/index.ts'
import { listRecords, storedConnections, withCurrentReferences } from '../../records/index.ts'

/** A live record of a connection. */
export interface OfConnection<T> {
  readonly connection: string
  readonly record: T
}

/** What plans say of people: who is a resource, when they work, and what they are assigned to. */
export interface PlanRecords {
  readonly resources: readonly OfConnection<Resource>[]
  readonly assignments: readonly OfConnection<Assignment>[]
  readonly calendars: readonly OfConnection<Calendar>[]
}

const A_PAGE = 500

/**
 * Reads them, a page at a time.
 *
 * @param asOf an instant: as they were then, without those of which nothing tells; absent: as they are
 */
export async function planRecords(
  handle: Handle,
  { asOf, signal }: { readonly asOf?: string; readonly signal?: AbortSignal } = {},
): Promise<PlanRecords> {
  const all = async <K extends PlanKind>(kind: K): Promise<readonly OfConnection<RecordOf<K>>[]> => {
    const found: (OfConnection<RecordOf<K>> & { readonly ref: string })[] = []
    const pages = asOf === undefined ? pagesNow(handle, kind) : pagesOfThen(handle, kind, asOf)
    for await (const page of pages) {
      signal?.throwIfAborted()
      found.push(...page)
    }
    return found.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  }
  return {
    resources: await all('resource'),
    assignments: await all('assignment'),
    calendars: await all('calendar'),
  }
}

type PlanKind = 'resource' | 'assignment' | 'calendar'
type PlanPage<K extends PlanKind> = readonly (OfConnection<RecordOf<K>> & { readonly ref: string })[]

async function* pagesNow<K extends PlanKind>(handle: Handle, kind: K): AsyncGenerator<PlanPage<K>> {
  let cursor: string | undefined
  do {
    const page = await listRecords(handle, {
      filter: { kind },
      sort: { by: 'key', direction: 'ascending' },
      limit: A_PAGE,
      ...(cursor !== undefined && { cursor }),
    })
    const views = await withCurrentReferences(handle, page.records)
    yield views.map(({ connection, ref, data }) => ({ connection, ref, record: data }))
    cursor = page.nextCursor
  } while (cursor !== undefined)
}

async function* pagesOfThen<K extends PlanKind>(
  handle: Handle,
  kind: K,
  asOf: string,
): AsyncGenerator<PlanPage<K>> {
  for await (const page of pagesThen(handle, kind, await storedConnections(handle), { asOf })) {
    yield page.flatMap(({ connection, ref, past }) => {
      if (past.outcome !== 'present') return []
      const record = dataOf<K>(past)
      const isWhole = neededOf(kind).every((field) => field === 'kind' || Object.hasOwn(record, field))
      return isWhole ? [{ connection, ref, record }] : []
    })
  }
}

/** What a reference names: a ref, or a key. */
export function nameOf(reference: Reference): string {
  return typeof reference === 'string' ? reference : reference.key
}

function orderOf({ connection, ref }: { readonly connection: string; readonly ref: string }): string {
  return `${connection}\n${ref}`
}
