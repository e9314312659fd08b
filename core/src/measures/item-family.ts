import type { Reference } from '@headless-pmo/sdk'
import { referenceName, type RecordView } from '../records/index.ts'

/** Finds out which items others are part of, while they are read. */
export class ItemFamily {
  readonly #refs = new Map<string, string>()
  readonly #parents = new Set<string>()

  add({ connection, ref, key, data }: RecordView<'workItem'>): void {
    const names: Reference[] = [ref, ...(key === undefined ? [] : [{ key }])]
    for (const name of names) this.#refs.set(`${connection}\n${referenceName(name)}`, `${connection}\n${ref}`)
    if (data.parent !== undefined) this.#parents.add(`${connection}\n${referenceName(data.parent)}`)
  }

  /** Those that were read, by connection and ref with a line break between. */
  parents(): ReadonlySet<string> {
    return new Set([...this.#parents].flatMap((name) => this.#refs.get(name) ?? []))
  }
}
