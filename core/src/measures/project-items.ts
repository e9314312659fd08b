import { breather } from '@headless-pmo/engine'
import { isPmoError } from '../config/index.ts'
import type { Handle } from '../database/index.ts'
import {
  archivedConnections,
  changedRecords,
  feedEnd,
  feedMark,
  itemGroups,
  itemsPlacedBy,
  recordsById,
  type ChangedRecords,
  type FeedPosition,
  type RecordScope,
  type RecordView,
} from '../records/index.ts'

const ROWS = 5_000
const BATCH = 500

/** Below so many changes, and below the share, they are followed one by one; beyond, all items are read again. */
const FEW = 5_000
const MOST_CHANGED = 0.2

type Groups = readonly (readonly RecordScope[])[]

/** Texts of groups: all projects are asked about one after the other, by the same ones. */
const texts = new WeakMap<Groups, string>()

function textOf(groups: Groups): string {
  const known = texts.get(groups) ?? JSON.stringify(groups)
  texts.set(groups, known)
  return known
}

/** Which items belong to which project: one pass over all items, and then only over those that have changed. */
export class ProjectItems {
  #known = new Known()
  #under: Promise<void> = Promise.resolve()

  /** Row ids of the live items of a group, in the order in which they were first seen. */
  async of(handle: Handle, groups: Groups, only: number): Promise<readonly number[]> {
    // What is known changes in place: whoever asks meanwhile waits.
    const next = this.#under
      .catch(() => undefined)
      .then(async () => {
        await this.#known.refresh(handle, groups)
        return this.#known.of(only)
      })
    this.#under = next.then(
      () => undefined,
      () => undefined,
    )
    return next
  }
}

class Known {
  #key = ''
  #mark = ''
  #position: FeedPosition | undefined
  /** Group by row id. */
  readonly #groups = new Map<number, number>()
  readonly #members = new Map<number, Set<number>>()
  /** Of groups that were asked for: in order. */
  readonly #listed = new Map<number, readonly number[]>()

  of(group: number): readonly number[] {
    const known = this.#listed.get(group)
    if (known !== undefined) return known
    const list = [...(this.#members.get(group) ?? [])].toSorted((one, other) => one - other)
    this.#listed.set(group, list)
    return list
  }

  async refresh(handle: Handle, groups: Groups): Promise<void> {
    const archived = [...(await archivedConnections(handle))].toSorted()
    const key = `${textOf(groups)}\n${archived.join()}`
    const mark = await feedMark(handle)
    if (key === this.#key && mark === this.#mark) return
    const changes = key === this.#key ? await this.#changes(handle) : undefined
    // What is half read is of no time.
    const before = this.#position
    this.#position = undefined
    this.#mark = ''
    const isFollowed = changes !== undefined && before !== undefined
    const end = isFollowed ? changes.position : await feedEnd(handle)
    if (isFollowed) await this.#follow(handle, groups, changes)
    else await this.#readAll(handle, groups)
    this.#position = end
    this.#key = key
    this.#mark = mark
  }

  async #changes(handle: Handle): Promise<ChangedRecords | undefined> {
    if (this.#position === undefined) return undefined
    try {
      return await changedRecords(handle, this.#position, Math.max(FEW, this.#groups.size * MOST_CHANGED))
    } catch (error) {
      // After a restore the position means nothing any more.
      if (isPmoError(error) && error.code === 'invalid-request') return undefined
      throw error
    }
  }

  async #readAll(handle: Handle, groups: Groups): Promise<void> {
    this.#groups.clear()
    this.#members.clear()
    this.#listed.clear()
    const find = await itemGroups(handle, groups)
    for await (const page of find.pages(ROWS)) for (const { id, group } of page) this.#place(id, group)
  }

  async #follow(handle: Handle, groups: Groups, { ids }: ChangedRecords): Promise<void> {
    const kinds = new Set(ids.values())
    // Sources name containers and milestones: under another name they may hold other items.
    if (kinds.has('container') || kinds.has('milestone')) return this.#readAll(handle, groups)
    const of = (wanted: string): number[] => [...ids].flatMap(([id, kind]) => (kind === wanted ? [id] : []))
    const items = [...of('workItem'), ...(await itemsPlacedBy(handle, of('placement')))]
    if (items.length === 0) return
    const find = await itemGroups(handle, groups)
    const breathe = breather()
    for (let at = 0; at < items.length; at += ROWS) {
      const some = items.slice(at, at + ROWS)
      for (const id of some) this.#place(id, null)
      for (const { id, group } of await find.of(some)) this.#place(id, group)
      await breathe()
    }
  }

  /** @param group null: it is in none, or gone */
  #place(id: number, group: number | null): void {
    const before = this.#groups.get(id)
    if (before === (group ?? undefined)) return
    if (before !== undefined) {
      this.#members.get(before)?.delete(id)
      this.#listed.delete(before)
      this.#groups.delete(id)
    }
    if (group === null) return
    this.#groups.set(id, group)
    this.#listed.delete(group)
    const members = this.#members.get(group)
    if (members === undefined) this.#members.set(group, new Set([id]))
    else members.add(id)
  }
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
