import type { Assignment, Calendar, Reference, Resource } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import { listRecords, withCurrentReferences, type RecordView } from '../../records/index.ts'

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

/** Reads them, a page at a time. */
export async function planRecords(handle: Handle, signal?: AbortSignal): Promise<PlanRecords> {
  const all = async <K extends 'resource' | 'assignment' | 'calendar'>(kind: K): Promise<RecordView<K>[]> => {
    const found: RecordView<K>[] = []
    let cursor: string | undefined
    do {
      signal?.throwIfAborted()
      const page = await listRecords(handle, {
        filter: { kind },
        sort: { by: 'key', direction: 'ascending' },
        limit: A_PAGE,
        ...(cursor !== undefined && { cursor }),
      })
      found.push(...(await withCurrentReferences(handle, page.records)))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    return found
  }
  const inOrder = <K extends 'resource' | 'assignment' | 'calendar'>(views: readonly RecordView<K>[]) =>
    views.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  return {
    resources: inOrder(await all('resource')).map(({ connection, data }) => ({ connection, record: data })),
    assignments: inOrder(await all('assignment')).map(({ connection, data }) => ({
      connection,
      record: data,
    })),
    calendars: inOrder(await all('calendar')).map(({ connection, data }) => ({ connection, record: data })),
  }
}

/** What a reference names: a ref, or a key. */
export function nameOf(reference: Reference): string {
  return typeof reference === 'string' ? reference : reference.key
}

function orderOf({ connection, ref }: { readonly connection: string; readonly ref: string }): string {
  return `${connection}\n${ref}`
}
