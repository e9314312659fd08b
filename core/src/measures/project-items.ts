import type { Handle } from '../database/index.ts'
import { feedMark, itemGroups, recordsById, type RecordScope, type RecordView } from '../records/index.ts'

const ROWS = 5_000
const BATCH = 500

/** Which items belong to which project: one pass over all items, kept as long as no record has changed. */
export class ProjectItems {
  #latest: { readonly key: string; readonly ids: Promise<ReadonlyMap<number, readonly number[]>> } | undefined

  /** Row ids of the live items of a group, in the order in which they were first seen. */
  async of(
    handle: Handle,
    groups: readonly (readonly RecordScope[])[],
    only: number,
  ): Promise<readonly number[]> {
    const key = JSON.stringify([await feedMark(handle), groups])
    if (this.#latest?.key !== key) {
      const ids = idsByGroup(handle, groups)
      this.#latest = { key, ids }
      // What failed is tried again by whoever asks next.
      ids.catch(() => (this.#latest = undefined))
    }
    return (await this.#latest.ids).get(only) ?? []
  }
}

async function idsByGroup(
  handle: Handle,
  groups: readonly (readonly RecordScope[])[],
): Promise<Map<number, number[]>> {
  const ids = new Map<number, number[]>()
  const find = await itemGroups(handle, groups)
  for (let page = await find.after(0, ROWS); page !== undefined; page = await find.after(page.upTo, ROWS)) {
    for (const { id, group } of page.items) {
      if (group === null) continue
      const of = ids.get(group)
      if (of === undefined) ids.set(group, [id])
      else of.push(id)
    }
  }
  return ids
}

/** The items themselves, a page at a time; what has gone meanwhile is left out. */
export async function* itemPages(
  handle: Handle,
  ids: readonly number[],
): AsyncGenerator<readonly RecordView<'workItem'>[]> {
  for (let at = 0; at < ids.length; at += BATCH) {
    const page = await recordsById<'workItem'>(handle, ids.slice(at, at + BATCH))
    yield page.filter(({ gone }) => gone === undefined)
  }
}
