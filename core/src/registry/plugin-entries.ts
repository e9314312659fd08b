import { didYouMean, PmoError } from '../config/index.ts'
import type { PluginEntry } from './plugin-entry.ts'

/** The plugins of one server, in the order of configuration. */
export class PluginEntries {
  #all: readonly PluginEntry[] = []

  get all(): readonly PluginEntry[] {
    return this.#all
  }

  /** By id; one that never said its id by its source. @throws PmoError `not-found` */
  named(id: string): PluginEntry {
    const found =
      this.#all.find((entry) => entry.id === id) ??
      this.#all.find(({ configured }) => configured.source === id)
    if (found !== undefined) return found
    const known = this.#all.map((entry) => entry.id ?? entry.configured.source)
    const hint = known.length === 0 ? 'there is none.' : didYouMean(id, known)
    const text = `There is no plugin "${id}"; ${hint}`
    throw new PmoError('not-found', /[.?]$/.test(text) ? text : `${text}.`)
  }

  /** All that claim an id; the first of two has it, the other is kept out. */
  claiming(id: string): readonly PluginEntry[] {
    return this.#all.filter((entry) => entry.id === id)
  }

  /** Ids that belong to somebody. @param except whose place is being taken */
  taken(except?: PluginEntry): ReadonlySet<string> {
    return new Set(this.#all.flatMap((entry) => (entry === except ? [] : (entry.id ?? []))))
  }

  has(entry: PluginEntry): boolean {
    return this.#all.includes(entry)
  }

  insert(entry: PluginEntry): void {
    const place = ({ configured }: PluginEntry): number => Number(configured.at.at(-1) ?? 0)
    this.#all = [...this.#all, entry].toSorted((a, b) => place(a) - place(b))
  }

  replace(old: PluginEntry, next: PluginEntry): void {
    this.#all = this.#all.map((entry) => (entry === old ? next : entry))
  }

  /** @returns what was there */
  clear(): readonly PluginEntry[] {
    const all = this.#all
    this.#all = []
    return all
  }
}
