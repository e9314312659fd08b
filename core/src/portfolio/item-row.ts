import type { WorkItem } from '@headless-pmo/sdk'
import type { Handle } from '../database/index.ts'
import {
  composeItems,
  resolveReferences,
  type ComposedItem,
  type RecordView,
  type Resolved,
} from '../records/index.ts'

/** A work item in a list: its record, what core composes of it, and where it belongs. */
export interface ItemRow {
  readonly connection: string
  readonly ref: string
  readonly key?: string
  /** Id of the project that it belongs to. */
  readonly project?: string
  readonly container: Resolved
  readonly assignees: readonly Resolved[]
  readonly composed: ComposedItem
  readonly data: WorkItem
  readonly gone?: string
  readonly goneAt?: string
}

const nowhere: Resolved = { found: false, kind: 'container' }

/** Rows of a list, in its order; a handful of queries for a whole page. */
export async function itemRows(
  handle: Handle,
  items: readonly RecordView<'workItem'>[],
  projects: ReadonlyMap<number, string>,
): Promise<ItemRow[]> {
  const composed = await composeItems(handle, items)
  const containers = new Map<number, Resolved>()
  const assignees = new Map<number, Resolved[]>()
  for (const [connection, of] of Map.groupBy(items, (item) => item.connection)) {
    const homes = await resolveReferences(
      handle,
      connection,
      of.map(({ data }) => ({ kind: 'container', reference: data.container })),
    )
    for (const [index, item] of of.entries()) containers.set(item.id, homes[index] ?? nowhere)
    const assigned = of.flatMap((item) =>
      (item.data.assignees ?? []).map((reference) => ({
        item: item.id,
        kind: 'account' as const,
        reference,
      })),
    )
    const accounts = await resolveReferences(handle, connection, assigned)
    for (const [index, { item }] of assigned.entries()) {
      const account = accounts[index]
      if (account !== undefined) assignees.set(item, [...(assignees.get(item) ?? []), account])
    }
  }
  return items.map(({ id, connection, ref, key, data, gone, goneAt }) => {
    const project = projects.get(id)
    return {
      connection,
      ref,
      container: containers.get(id) ?? nowhere,
      assignees: assignees.get(id) ?? [],
      composed: composed.get(id) ?? {},
      data,
      ...(key !== undefined && { key }),
      ...(project !== undefined && { project }),
      ...(gone !== undefined && { gone }),
      ...(goneAt !== undefined && { goneAt }),
    }
  })
}
