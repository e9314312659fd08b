import { breather } from '@headless-pmo/engine'
import { FACT_KINDS, type Need, type RecordKind, type Reference } from '@headless-pmo/sdk'
import type { Handle } from '../../database/index.ts'
import {
  hangingPages,
  linkedPages,
  linkedTexts,
  namesOf,
  referenceName,
  type LinkedPage,
  type LinkedText,
} from '../../records/index.ts'
import type { Memberships } from './memberships.ts'
import type { Owners } from './owners.ts'
import { RecordTexts } from './record-texts.ts'
import type { SharedRecords } from './shared-records.ts'

/** Items, or names, that one statement asks for: reading the rows of one holds the main loop for some milliseconds. */
const BATCH = 2000

/** Kinds whose records hang on an item by their `subject`. */
const HANGING: readonly RecordKind[] = [
  'assignment',
  'baseline',
  'change',
  'dependency',
  'membership',
  'placement',
  'worklog',
]

/** Kinds that hold for a container, or without one for a connection. */
const SCOPED: readonly RecordKind[] = [
  'calendar',
  'deployment',
  'fieldDefinition',
  'issueLog',
  'iteration',
  'milestone',
  'resource',
  'risk',
  'status',
]

/** Kinds that a container holds for those who have all of it. */
export const HELD: ReadonlySet<RecordKind> = new Set(['deployment', 'issueLog', 'milestone', 'risk'])

/** Kinds of records that are looked up through others. */
const THROUGH: { readonly [K in RecordKind]?: readonly RecordKind[] } = {
  calendar: ['container'],
  deployment: ['container'],
  fieldDefinition: ['container'],
  issueLog: ['container'],
  iteration: ['container', 'membership', 'placement'],
  milestone: ['container'],
  resource: ['assignment', 'container'],
  risk: ['container'],
  status: ['container'],
}

/** Kinds of records that have to be there for some needs: those, and those through which they are found. */
export function recordKindsOf(needs: ReadonlySet<Need>): ReadonlySet<RecordKind> {
  const kinds = [...needs].filter((need): need is RecordKind => !FACT_KINDS.some((fact) => fact === need))
  // Without items nothing else belongs to a project.
  return new Set(kinds.flatMap((kind) => [kind, 'workItem' as const, ...(THROUGH[kind] ?? [])]))
}

export interface UnitSources {
  readonly handle: Handle
  readonly memberships: Memberships
  readonly shared: SharedRecords
  readonly owners: Owners
  /** Whether records of a connection point at others by their readable keys. */
  readonly isKeyed: (connection: string) => Promise<boolean>
}

/**
 * Collects the records of a unit: its items, what hangs on them, what they point at, and the items one step away. Records
 * are not parsed: what is needed of them stands beside the text.
 */
export class UnitRecords {
  readonly #sources: UnitSources
  readonly #project: string | undefined
  readonly #kinds: ReadonlySet<RecordKind>
  readonly #texts = new RecordTexts()
  /** Names of the unit's own items, by connection. */
  readonly #own = new Map<string, Set<string>>()
  readonly #wanted = {
    workItem: new Map<string, Set<string>>(),
    container: new Map<string, Set<string>>(),
    milestone: new Map<string, Set<string>>(),
    iteration: new Map<string, Set<string>>(),
    account: new Map<string, Set<string>>(),
  }
  readonly #neighbours = new Set<string>()

  constructor(sources: UnitSources, project: string | undefined, kinds: ReadonlySet<RecordKind>) {
    this.#sources = sources
    this.#project = project
    this.#kinds = kinds
  }

  /** Ids of the projects of items one step away. */
  get neighbours(): ReadonlySet<string> {
    return this.#neighbours
  }

  /** Reads everything. */
  async read(): Promise<RecordTexts> {
    if (!this.#kinds.has('workItem')) return this.#texts
    await this.#readItems()
    await this.#readHanging()
    await this.#readNeighbours()
    await this.#addShared()
    return this.#texts
  }

  async #readItems(): Promise<void> {
    const { handle, memberships } = this.#sources
    const breathe = breather()
    for (const ids of batches([...memberships.of(this.#project)])) {
      for (const page of await linkedPages(handle, ids, this.#asked)) {
        const { connection } = page
        this.#takePage(page)
        const own = setOf(this.#own, connection)
        for (const ref of [page.refs, page.aliases].flat()) own.add(`ref:${ref}`)
        for (const key of page.keys) own.add(`key:${key}`)
        // Of an item: what it is below, and its milestone.
        addAll(this.#wanted.workItem, connection, page.subjects)
        addAll(this.#wanted.milestone, connection, page.targets)
        addAll(this.#wanted.container, connection, page.containers)
      }
      await breathe()
    }
  }

  /** Records that point at the items: what hangs on them, and the items below them. */
  async #readHanging(): Promise<void> {
    const { handle, memberships, isKeyed } = this.#sources
    const own = memberships.of(this.#project)
    const kinds = HANGING.filter((kind) => this.#kinds.has(kind))
    const breathe = breather()
    const below: number[] = []
    for (const [connection, all] of this.#own) {
      const used = (await isKeyed(connection)) ? [...all] : [...all].filter((name) => name.startsWith('ref:'))
      for (const names of batches(used)) {
        const found = await hangingPages(handle, { connection, names, kinds }, this.#asked)
        for (const page of found.pages) this.#takeHanging(page, all)
        // Most items below are items of the unit too: only those that are not are read.
        for (const id of found.below) if (!own.has(id)) below.push(id)
        await breathe()
      }
    }
    for (const ids of batches(below))
      for (const row of await linkedTexts(handle, { ids })) this.#takeNeighbour(row)
  }

  /** @param own names of the unit's items in the connection */
  #takeHanging(page: LinkedPage, own: ReadonlySet<string>): void {
    const { connection, kind, subjects, targets } = page
    this.#takePage(page)
    if (kind === 'dependency') {
      const away = [...subjects, ...targets].filter((name) => !own.has(name))
      addAll(this.#wanted.workItem, connection, away)
      return
    }
    addAll(this.#wanted.container, connection, page.containers)
    // Of a stay in an iteration, or of a place on a board.
    addAll(this.#wanted.iteration, connection, targets)
  }

  /** Items above those of the unit, and the other ends of their links. */
  async #readNeighbours(): Promise<void> {
    const { handle } = this.#sources
    const breathe = breather()
    for (const [connection, wanted] of this.#wanted.workItem) {
      const own = this.#own.get(connection) ?? new Set<string>()
      for (const names of batches([...wanted].filter((name) => !own.has(name)))) {
        for (const row of await linkedTexts(handle, { connection, kind: 'workItem', names }))
          this.#takeNeighbour(row)
        await breathe()
      }
    }
  }

  #takeNeighbour(row: LinkedText): void {
    const project = this.#sources.memberships.projectOf(row.id)
    // An item of the unit that is below another of it is there already.
    if (project !== undefined && project !== this.#project) this.#neighbours.add(project)
    this.#texts.add(row, project)
  }

  async #addShared(): Promise<void> {
    const { shared, handle } = this.#sources
    const homes = this.#homes()
    const scoped = SCOPED.filter((kind) => this.#kinds.has(kind))
    const pointees = [...homes]
    for (const connection of new Set([...this.#own.keys(), ...homes.map((home) => home.connection)])) {
      for (const kind of scoped)
        for (const row of shared.within(connection, kind, null)) pointees.push(this.#takeShared(row))
    }
    for (const home of homes) {
      if (this.#kinds.has('container')) this.#takeShared(home)
      for (const name of namesOfRow(home))
        for (const kind of scoped)
          for (const row of shared.within(home.connection, kind, name)) {
            if (kind !== 'milestone' || this.#isMine(row)) pointees.push(this.#takeShared(row))
          }
    }
    for (const kind of ['milestone', 'iteration'] as const) {
      if (!this.#kinds.has(kind)) continue
      for (const row of this.#named(kind))
        pointees.push(this.#takeShared(row, kind === 'milestone' ? this.#project : undefined))
    }
    if (this.#kinds.has('account')) for (const row of this.#named('account')) this.#takeShared(row)
    if (this.#kinds.has('baseline')) await this.#readBaselines(handle, pointees)
  }

  /** Containers that items of the unit are in or placed in, and those that the sources of its project name. */
  #homes(): readonly LinkedText[] {
    const { owners } = this.#sources
    return [...new Set([...this.#named('container'), ...owners.containersOf(this.#project)])]
  }

  *#named(kind: 'container' | 'milestone' | 'iteration' | 'account'): Generator<LinkedText> {
    for (const [connection, names] of this.#wanted[kind])
      for (const name of names) yield* this.#sources.shared.named(connection, kind, name)
  }

  #isMine(row: LinkedText): boolean {
    return this.#sources.owners.ownerOf(row) === this.#project
  }

  #takeShared(row: LinkedText, project = this.#ownerFor(row)): LinkedText {
    this.#take(row, project)
    return row
  }

  /** A container belongs to whoever works in it; what it holds, to whoever has all of it. */
  #ownerFor(row: LinkedText): string | undefined {
    const { owners } = this.#sources
    if (row.kind === 'container')
      return this.#own.has(row.connection) && this.#wants(row) ? this.#project : owners.ownerOf(row)
    return HELD.has(row.kind) ? owners.ownerOf(row) : undefined
  }

  #wants(row: LinkedText): boolean {
    const names = this.#wanted.container.get(row.connection)
    return namesOfRow(row).some((name) => names?.has(name) === true)
  }

  /** What was promised of milestones and plans. */
  async #readBaselines(handle: Handle, pointees: readonly LinkedText[]): Promise<void> {
    const names = new Map<string, Set<string>>()
    for (const row of pointees)
      if (row.kind === 'container' || row.kind === 'milestone')
        for (const name of namesOfRow(row)) into(names, row.connection, name)
    for (const [connection, all] of names)
      for (const some of batches([...all])) {
        const by = { connection, column: 'subject', names: some } as const
        for (const row of await linkedTexts(handle, by, { kinds: ['baseline'] }))
          this.#take(row, this.#project)
      }
  }

  get #people(): { readonly withPeople: boolean } {
    return { withPeople: this.#kinds.has('account') }
  }

  /** What pages of the unit's own records are asked for. */
  get #asked(): { readonly withPeople: boolean; readonly members: Readonly<Record<string, string>> } {
    return { ...this.#people, members: this.#project === undefined ? {} : { project: this.#project } }
  }

  #takePage(page: LinkedPage): void {
    this.#texts.addPage(page)
    this.#takePeople(page.connection, page.people)
  }

  #take(row: LinkedText, project: string | undefined): void {
    this.#texts.add(row, project)
    this.#takePeople(row.connection, row.people ?? [])
  }

  #takePeople(connection: string, people: readonly unknown[]): void {
    if (!this.#kinds.has('account')) return
    for (const person of people.flat(2)) {
      if (person === null) continue
      // Named boundary: the fields that these come from hold references.
      into(this.#wanted.account, connection, referenceName(person as Reference))
    }
  }
}

/** Every name by which others may point at a record. */
export function namesOfRow({ ref, key, aliases }: LinkedText): readonly string[] {
  return namesOf({ ref, key, ...(aliases !== null && { aliases }) })
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const known = sets.get(key)
  if (known !== undefined) return known
  const made = new Set<string>()
  sets.set(key, made)
  return made
}

function addAll(sets: Map<string, Set<string>>, key: string, values: readonly string[]): void {
  if (values.length === 0) return
  const set = setOf(sets, key)
  for (const value of values) set.add(value)
}

function into(sets: Map<string, Set<string>>, key: string, value: string | null): void {
  if (value !== null) setOf(sets, key).add(value)
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}
