import { breather } from '@headless-pmo/engine'
import type { RecordKind } from '@headless-pmo/sdk'
import { linkedTexts, type LinkedBy, type LinkedText } from '../../records/index.ts'
import { namesOfRow, type UnitSources } from './unit-records.ts'

/** Names that one statement asks for. */
const BATCH = 500

/** Kinds that stand under an item. */
const HANGING: ReadonlySet<RecordKind> = new Set([
  'assignment',
  'baseline',
  'change',
  'membership',
  'placement',
  'worklog',
])

/** The units that may be judged otherwise since records have changed, by their keys. */
export async function affectedUnits(
  sources: UnitSources,
  records: readonly number[],
): Promise<ReadonlySet<string> | 'all'> {
  const affected = new AffectedUnits(sources)
  for (let at = 0; at < records.length; at += BATCH) {
    const ids = records.slice(at, at + BATCH)
    await affected.add(await linkedTexts(sources.handle, { ids }, { linksAlone: true }))
  }
  return affected.keys
}

class AffectedUnits {
  readonly keys = new Set<string>()
  readonly #sources: UnitSources
  /** Units by connection, and by connection and home of their items. */
  #units: ReadonlyMap<string, ReadonlySet<string>> | undefined

  constructor(sources: UnitSources) {
    this.#sources = sources
  }

  async add(rows: readonly LinkedText[]): Promise<void> {
    const items: LinkedText[] = []
    const under = new Map<string, Set<string>>()
    for (const row of rows) {
      if (row.kind === 'workItem') items.push(row)
      else if (row.kind === 'dependency') this.#names(under, row, [row.subject, row.target])
      else if (HANGING.has(row.kind)) this.#names(under, row, [row.subject])
      else await this.#addShared(row)
    }
    for (const row of await this.#find(under, 'workItem')) {
      this.#addItem(row)
      // Where an item is placed can decide which project it belongs to, and its neighbours are told that.
      items.push(row)
    }
    // What is promised of milestones and plans has no item.
    for (const row of rows) if (row.kind === 'baseline') this.#addAll(row.connection)
    for (const item of items) this.#addItem(item)
    await this.#addNeighbours(items)
  }

  #names(sets: Map<string, Set<string>>, row: LinkedText, names: readonly (string | null)[]): void {
    const set = sets.get(row.connection) ?? new Set<string>()
    for (const name of names) if (name !== null) set.add(name)
    sets.set(row.connection, set)
  }

  #addItem({ id }: LinkedText): void {
    const project = this.#sources.memberships.projectOf(id)
    this.keys.add(project === undefined ? 'unassigned' : `project/${project}`)
  }

  /** Items above and below, and the other ends of links. */
  async #addNeighbours(items: readonly LinkedText[]): Promise<void> {
    const parents = new Map<string, Set<string>>()
    const own = new Map<string, Set<string>>()
    for (const item of items) {
      this.#names(parents, item, [item.subject])
      this.#names(own, item, namesOfRow(item))
    }
    const ends = new Map<string, Set<string>>()
    const pointing = [
      ...(await this.#pointing(own, 'subject', ['workItem', 'dependency'])),
      ...(await this.#pointing(own, 'target', ['dependency'])),
    ]
    for (const row of pointing) {
      if (row.kind === 'workItem') this.#addItem(row)
      else this.#names(ends, row, [row.subject, row.target])
    }
    for (const row of await this.#find(parents, 'workItem')) this.#addItem(row)
    for (const row of await this.#find(ends, 'workItem')) this.#addItem(row)
  }

  /** A record that holds for a container, or for all of its connection. */
  async #addShared(row: LinkedText): Promise<void> {
    const isHeld = row.kind !== 'account' && row.kind !== 'container' && row.container !== null
    if (!isHeld) {
      this.#addAll(row.connection)
      return
    }
    const [home] = this.#sources.shared.named(row.connection, 'container', row.container ?? '')
    const names = home === undefined ? [row.container ?? ''] : namesOfRow(home)
    const units = names.flatMap((name) => [...(this.#unitsBy().get(`${row.connection}\n${name}`) ?? [])])
    // Boards hold items that are at home elsewhere.
    if (units.length === 0) this.#addAll(row.connection)
    for (const unit of units) this.keys.add(unit)
    if (row.kind !== 'milestone' && row.kind !== 'iteration') return
    const own = new Map([[row.connection, new Set(namesOfRow(row))]])
    const under = new Map<string, Set<string>>()
    for (const one of await this.#pointing(own, 'target', ['workItem', 'membership', 'placement'])) {
      if (one.kind === 'workItem') this.#addItem(one)
      else this.#names(under, one, [one.subject])
    }
    for (const item of await this.#find(under, 'workItem')) this.#addItem(item)
  }

  #addAll(connection: string): void {
    for (const unit of this.#unitsBy().get(connection) ?? []) this.keys.add(unit)
  }

  #unitsBy(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.#units !== undefined) return this.#units
    const units = new Map<string, Set<string>>()
    const add = (key: string, unit: string): void => {
      const set = units.get(key)
      if (set === undefined) units.set(key, new Set([unit]))
      else set.add(unit)
    }
    for (const { project, trait } of this.#sources.memberships.census()) {
      const unit = project === undefined ? 'unassigned' : `project/${project}`
      const [connection] = trait
      add(connection, unit)
      if (trait[5] !== null) add(`${connection}\n${trait[5]}`, unit)
    }
    for (const { id, connections } of this.#sources.owners.projects())
      for (const connection of connections) add(connection, `project/${id}`)
    this.#units = units
    return units
  }

  async #find(names: ReadonlyMap<string, ReadonlySet<string>>, kind: RecordKind): Promise<LinkedText[]> {
    const found: LinkedText[] = []
    for (const [connection, all] of names)
      found.push(...(await this.#each([...all], (some) => ({ connection, kind, names: some }))))
    return found
  }

  async #pointing(
    names: ReadonlyMap<string, ReadonlySet<string>>,
    column: 'subject' | 'target',
    kinds: readonly RecordKind[],
  ): Promise<LinkedText[]> {
    const found: LinkedText[] = []
    for (const [connection, all] of names)
      found.push(...(await this.#each([...all], (some) => ({ connection, column, names: some }), kinds)))
    return found
  }

  async #each(
    all: readonly string[],
    by: (names: readonly string[]) => LinkedBy,
    kinds?: readonly RecordKind[],
  ): Promise<readonly LinkedText[]> {
    const breathe = breather()
    const found: LinkedText[] = []
    for (let at = 0; at < all.length; at += BATCH) {
      const options = { linksAlone: true, ...(kinds !== undefined && { kinds }) }
      found.push(...(await linkedTexts(this.#sources.handle, by(all.slice(at, at + BATCH)), options)))
      await breathe()
    }
    return found
  }
}
