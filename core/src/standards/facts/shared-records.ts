import { breather } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import { linkedTexts, linkedTextsAfter, namesOf, type LinkedText } from '../../records/index.ts'

/** Kinds of which there are few, and which many projects may need: they are kept as texts. */
export const SHARED_KINDS: ReadonlySet<RecordKind> = new Set<RecordKind>([
  'account',
  'calendar',
  'container',
  'deployment',
  'fieldDefinition',
  'issueLog',
  'iteration',
  'milestone',
  'resource',
  'risk',
  'status',
])

const PAGE = 500

/** All live records of the shared kinds, found by their names and by the container that they are in. */
export class SharedRecords {
  readonly #byId = new Map<number, LinkedText>()
  readonly #byName = new Map<string, Set<LinkedText>>()
  readonly #byHome = new Map<string, Set<LinkedText>>()

  /** Records of a kind that a reference name leads to within a connection. */
  named(connection: string, kind: RecordKind, name: string): readonly LinkedText[] {
    return [...(this.#byName.get(`${connection}\n${kind}\n${name}`) ?? [])]
  }

  /** Containers of this title. */
  titled(connection: string, title: string): readonly LinkedText[] {
    return this.named(connection, 'container', `title:${title}`)
  }

  /** Records of a kind that point at a container by this name; `null`: at none. */
  within(connection: string, kind: RecordKind, container: string | null): readonly LinkedText[] {
    return [...(this.#byHome.get(`${connection}\n${kind}\n${container ?? ''}`) ?? [])]
  }

  /** All of a kind in a connection. */
  *ofKind(connection: string, kind: RecordKind): Generator<LinkedText> {
    for (const row of this.#byId.values()) if (row.connection === connection && row.kind === kind) yield row
  }

  /** The names that lead to a record, as one text; of one that is not there it is empty. */
  nameText(id: number): string {
    const row = this.#byId.get(id)
    if (row === undefined) return ''
    return JSON.stringify([row.ref, row.key, row.aliases, row.title])
  }

  all(): Iterable<LinkedText> {
    return this.#byId.values()
  }

  /** Reads everything. */
  async readAll(handle: Handle): Promise<void> {
    this.#byId.clear()
    this.#byName.clear()
    this.#byHome.clear()
    const breathe = breather()
    for (let after = 0; ;) {
      const page = await linkedTextsAfter(handle, { kinds: [...SHARED_KINDS], after, limit: PAGE })
      for (const row of page) this.#add(row)
      const last = page.at(-1)
      if (last === undefined) return
      after = last.id
      await breathe()
    }
  }

  /** Reads records again that have changed. */
  async readSome(handle: Handle, ids: readonly number[]): Promise<void> {
    for (let at = 0; at < ids.length; at += PAGE) {
      const some = ids.slice(at, at + PAGE)
      for (const id of some) this.#remove(id)
      for (const row of await linkedTexts(handle, { ids: some }, { withPeople: true })) {
        if (SHARED_KINDS.has(row.kind)) this.#add(row)
      }
    }
  }

  #add(row: LinkedText): void {
    this.#byId.set(row.id, row)
    for (const { map, key } of this.#places(row)) {
      const there = map.get(key)
      if (there === undefined) map.set(key, new Set([row]))
      else there.add(row)
    }
  }

  #remove(id: number): void {
    const row = this.#byId.get(id)
    if (row === undefined) return
    this.#byId.delete(id)
    for (const { map, key } of this.#places(row)) map.get(key)?.delete(row)
  }

  /** Where a record is found. */
  #places({ connection, kind, container, title, ...names }: LinkedText): readonly Place[] {
    const { aliases, ref, key } = names
    return [
      ...namesOf({ ref, key, ...(aliases !== null && { aliases }) }).map((name) => ({
        map: this.#byName,
        key: `${connection}\n${kind}\n${name}`,
      })),
      ...(kind === 'container' && title !== null
        ? [{ map: this.#byName, key: `${connection}\n${kind}\ntitle:${title}` }]
        : []),
      { map: this.#byHome, key: `${connection}\n${kind}\n${container ?? ''}` },
    ]
  }
}

interface Place {
  readonly map: Map<string, Set<LinkedText>>
  readonly key: string
}
