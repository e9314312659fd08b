import type { AppliedEdit, Edit, EditKind } from '../upstream/index.ts'
import type { FakeItem, WorldItem } from './fake-item.ts'
import type { FakeStream } from './fake-stream.ts'
import type { FakeTable } from './fake-table.ts'
import { seededRandom } from './seeded-random.ts'

interface Options {
  readonly streams: Readonly<Record<string, FakeStream>>
  readonly now: () => number
  readonly seed: number
  /** Smallest step of the tracker's instants, in milliseconds. */
  readonly tickMs: number
}

interface Place {
  readonly stream: string
  readonly item: WorldItem
}

/** Items of one seed have numbers that those of another never have. */
const NUMBERS_A_SEED = 1000

/** The items of a fake tracker and all that people can do to them. */
export class FakeWorld {
  readonly #options: Options
  readonly #items = new Map<string, Map<number, WorldItem>>()
  readonly #moved = new Map<string, Map<string, string>>()
  #count = 0

  constructor(options: Options) {
    this.#options = options
    for (const name of Object.keys(options.streams)) {
      this.#items.set(name, new Map())
      this.#moved.set(name, new Map())
    }
  }

  /** The tracker's time, as precise as it states instants. */
  now(): string {
    const { now, tickMs } = this.#options
    const text = new Date(Math.floor(now() / tickMs) * tickMs).toISOString()
    return tickMs % 1000 === 0 ? text.replace('.000Z', 'Z') : text
  }

  /** What a reader sees of a stream. */
  table(stream: string): FakeTable {
    const all = (): readonly FakeItem[] =>
      this.#visible(stream)
        .toSorted((a, b) => (a.updated < b.updated ? -1 : a.updated > b.updated ? 1 : a.number - b.number))
        .map((item) => this.#shown(stream, item))
    return {
      all,
      changedSince: (instant) => {
        const since = Date.parse(instant)
        // Compared with what is no instant, nothing would be younger: an empty list that looks like the truth.
        if (Number.isNaN(since))
          throw new TypeError(
            `changedSince of the fake's ${stream} is given "${instant}", which is no instant.`,
          )
        return all().filter(({ updated }) => Date.parse(updated) >= since)
      },
      get: (ref) => all().find((item) => item.ref === ref),
      movedTo: (ref) => {
        // An item may have moved on since.
        let to = this.#moved.get(stream)?.get(ref)
        for (let next = to; next !== undefined; next = this.#moved.get(stream)?.get(next)) to = next
        return to
      },
      deleted: () =>
        this.#all(stream)
          .filter(({ deleted }) => deleted)
          .map(({ ref, updated }) => ({ ref, at: updated })),
    }
  }

  /** Whether any stream allows an edit. */
  can(kind: EditKind): boolean {
    return this.#streamsThatCan(kind).length > 0
  }

  /** Applies an edit; undefined where there was nothing to apply it to. */
  apply(edit: Edit): AppliedEdit | undefined {
    if (edit.kind === 'create') return this.#create(edit)
    const places = this.#places(edit.kind)
    const place = places[edit.item % Math.max(places.length, 1)]
    if (place === undefined) return undefined
    const { stream, item } = place
    const changed = this.#changed(stream, item, edit)
    this.#items.get(stream)?.set(item.number, changed)
    if (edit.kind !== 'move') return { stream, ref: item.ref }
    this.#moved.get(stream)?.set(item.ref, changed.ref)
    return { stream, ref: item.ref, movedTo: changed.ref }
  }

  #create({ seed, content = {} }: Edit): AppliedEdit | undefined {
    const random = seededRandom(seed)
    const streams = this.#streamsThatCan('create')
    if (streams.length === 0) return undefined
    const stream = random.pick(streams)
    const { statuses = STATUSES, ref, draw } = this.#stream(stream)
    const number = this.#nextNumber()
    const now = this.now()
    const item: WorldItem = {
      ref: content.ref ?? (ref ?? String)(number),
      number,
      title: content.title ?? `Item ${number}`,
      status: content.status ?? random.pick(statuses),
      person: this.#person(random.below(3)),
      created: now,
      updated: now,
      archived: false,
      deleted: false,
      hidden: false,
      extra: content.extra ?? {},
      fields: draw?.(random) ?? {},
    }
    if (this.#all(stream).some((other) => other.ref === item.ref)) return undefined
    this.#items.get(stream)?.set(number, item)
    return { stream, ref: item.ref }
  }

  #changed(stream: string, item: WorldItem, { kind, seed, content }: Edit): WorldItem {
    const updated = this.now()
    switch (kind) {
      case 'edit': {
        const { extra = item.extra, title, status } = content ?? {}
        if (content !== undefined)
          return { ...item, updated, extra, title: title ?? item.title, status: status ?? item.status }
        const random = seededRandom(seed)
        const { statuses = STATUSES, draw } = this.#stream(stream)
        return {
          ...item,
          updated,
          title: `Item ${item.number}, ${random.below(1_000_000)}`,
          status: random.pick(statuses),
          person: this.#person(random.below(3)),
          fields: draw?.(random) ?? {},
        }
      }
      case 'touch':
        return { ...item, updated }
      case 'archive':
        return { ...item, updated, archived: true }
      case 'delete':
        return { ...item, updated, deleted: true }
      case 'recreate':
        return { ...item, updated, deleted: false }
      case 'move':
        return { ...item, updated, ref: (this.#stream(stream).ref ?? String)(this.#nextNumber()) }
      // Rights change in silence: the item itself is as it was.
      case 'hide':
        return { ...item, hidden: true }
      case 'show':
        return { ...item, hidden: false }
      case 'create':
        return item
      default:
        return kind satisfies never
    }
  }

  #places(kind: EditKind): readonly Place[] {
    return this.#streamsThatCan(kind).flatMap((stream) =>
      this.#all(stream)
        .filter((item) => {
          if (kind === 'recreate') return item.deleted && !item.hidden
          if (kind === 'show') return item.hidden && !item.deleted
          return this.#isVisible(stream, item)
        })
        .map((item) => ({ stream, item })),
    )
  }

  #streamsThatCan(kind: EditKind): readonly string[] {
    return Object.entries(this.#options.streams).flatMap(([name, { can, archived }]) => {
      const allowed = can === undefined ? kind !== 'archive' || archived !== undefined : can.includes(kind)
      return allowed ? [name] : []
    })
  }

  #stream(name: string): FakeStream {
    const stream = this.#options.streams[name]
    if (stream === undefined) throw new Error(`The fake tracker has no stream "${name}".`)
    return stream
  }

  #all(stream: string): readonly WorldItem[] {
    return [...(this.#items.get(stream)?.values() ?? [])]
  }

  #visible(stream: string): readonly WorldItem[] {
    return this.#all(stream).filter((item) => this.#isVisible(stream, item))
  }

  #isVisible(stream: string, { deleted, hidden, archived }: WorldItem): boolean {
    return !deleted && !hidden && !(archived && this.#stream(stream).archived === 'gone')
  }

  /** The item as replies show it: as JSON it is what the vendor's would be. */
  #shown(stream: string, { deleted: _deleted, hidden: _hidden, extra, ...item }: WorldItem): FakeItem {
    const { render } = this.#stream(stream)
    return Object.defineProperty(item, 'toJSON', { value: () => ({ ...render(item), ...extra }) })
  }

  #nextNumber(): number {
    return (1 + this.#options.seed) * NUMBERS_A_SEED + ++this.#count
  }

  #person(which: number): string {
    return `person-${this.#options.seed}-${which}`
  }
}

const STATUSES = ['open', 'done']
