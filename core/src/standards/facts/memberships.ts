import { breather } from '@headless-pmo/engine'
import type { Handle } from '../../database/index.ts'
import type { ScopedProject } from '../../portfolio/index.ts'
import { itemGroups, type GroupedId, type ItemTrait } from '../../records/index.ts'

/** Rows that are looked at by one statement. */
const PAGE = 5000
/** Above every number of a trait: there are no more of them than items. */
const TRAITS = 2 ** 32

/**
 * Which project each work item belongs to, by row id: read once, and then only for items that have changed. The rule is that
 * of the portfolio: the first project, in the order of the configuration, with a matching source.
 */
export class Memberships {
  #projects: readonly string[] = []
  /** By row id: place of its project (that of no project is last), and number of its trait. */
  readonly #known = new Map<number, number>()
  readonly #traits = new Map<string, number>()
  /** How many items of a place have a trait, by the same numbers. */
  readonly #counts = new Map<number, number>()
  /** By place, and those of no project last. */
  #members: Set<number>[] = []

  /** Row ids of the items of a project, or of those of none; in no order. */
  of(project: string | undefined): ReadonlySet<number> {
    const place = project === undefined ? this.#projects.length : this.#projects.indexOf(project)
    return this.#members[place] ?? new Set()
  }

  /** Id of the project of an item; undefined: none, or it is not known. */
  projectOf(item: number): string | undefined {
    const known = this.#known.get(item)
    return known === undefined ? undefined : this.#projects[placeOf(known)]
  }

  get size(): number {
    return this.#known.size
  }

  /** How many items of a project, or of none, are counted alike. */
  *census(): Generator<{
    readonly project: string | undefined
    readonly trait: ItemTrait
    readonly items: number
  }> {
    const traits = [...this.#traits.keys()]
    const parsed = new Map<number, ItemTrait>()
    for (const [key, items] of this.#counts) {
      const number = key % TRAITS
      let trait = parsed.get(number)
      if (trait === undefined) {
        // Named boundary: it is the JSON of a trait, see the query.
        trait = JSON.parse(traits[number] ?? '[]') as ItemTrait
        parsed.set(number, trait)
      }
      yield { project: this.#projects[placeOf(key)], trait, items }
    }
  }

  /** Reads all items. */
  async readAll(handle: Handle, scoped: readonly ScopedProject[]): Promise<void> {
    this.#projects = scoped.map(({ id }) => id)
    this.#known.clear()
    this.#traits.clear()
    this.#counts.clear()
    this.#members = Array.from({ length: scoped.length + 1 }, () => new Set<number>())
    const groups = await itemGroups(
      handle,
      scoped.map(({ scopes }) => scopes),
    )
    const breathe = breather()
    for await (const page of groups.pages(PAGE)) {
      for (const item of page) this.#place(item)
      await breathe()
    }
  }

  /** Reads items again that may have changed. */
  async readSome(handle: Handle, scoped: readonly ScopedProject[], items: readonly number[]): Promise<void> {
    if (items.length === 0) return
    const groups = await itemGroups(
      handle,
      scoped.map(({ scopes }) => scopes),
    )
    const breathe = breather()
    for (let at = 0; at < items.length; at += PAGE) {
      const some = items.slice(at, at + PAGE)
      for (const id of some) this.#forget(id)
      for (const item of await groups.of(some)) this.#place(item)
      await breathe()
    }
  }

  #place({ id, group, trait }: GroupedId): void {
    this.#forget(id)
    const place = group ?? this.#projects.length
    let number = this.#traits.get(trait)
    if (number === undefined) {
      number = this.#traits.size
      this.#traits.set(trait, number)
    }
    const key = place * TRAITS + number
    this.#known.set(id, key)
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    this.#members[place]?.add(id)
  }

  #forget(id: number): void {
    const key = this.#known.get(id)
    if (key === undefined) return
    this.#known.delete(id)
    const count = (this.#counts.get(key) ?? 1) - 1
    if (count === 0) this.#counts.delete(key)
    else this.#counts.set(key, count)
    this.#members[placeOf(key)]?.delete(id)
  }
}

const placeOf = (key: number): number => Math.floor(key / TRAITS)
