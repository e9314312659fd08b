import { isPmoError } from '../../config/index.ts'
import type { Database, Handle } from '../../database/index.ts'
import type { ScopedProject } from '../../portfolio/index.ts'
import {
  arePointedAtByKey,
  changedRecords,
  feedEnd,
  itemsPlacedBy,
  type ChangedRecords,
  type FeedPosition,
} from '../../records/index.ts'
import { Memberships } from './memberships.ts'
import { Owners } from './owners.ts'
import { SHARED_KINDS, SharedRecords } from './shared-records.ts'

/** Below so many changes they are followed one by one; beyond, and above the share, everything is read again. */
const FEW = 5000
const MOST_CHANGED = 0.2

/** Which project each item belongs to, and the records that many projects share: kept up with the change feed. */
export class KnownRecords {
  readonly memberships = new Memberships()
  readonly shared = new SharedRecords()
  readonly #database: Database
  #owners = new Owners(this.shared, [])
  #scoped: readonly ScopedProject[] = []
  #position: FeedPosition | undefined
  #mark = ''
  #under: Promise<void> = Promise.resolve()
  #claims = 0
  /** By connection. */
  readonly #keyed = new Map<string, Promise<boolean>>()

  constructor(database: Database) {
    this.#database = database
  }

  get owners(): Owners {
    return this.#owners
  }

  /** Whether records of a connection point at others by their readable keys, as far as was read. */
  isKeyed(connection: string): Promise<boolean> {
    const known = this.#keyed.get(connection)
    if (known !== undefined) return known
    const asked = arePointedAtByKey(this.#database.root, connection)
    this.#keyed.set(connection, asked)
    asked.catch(() => this.#keyed.delete(connection))
    return asked
  }

  /** Another number when other projects may claim items than before. */
  get claims(): number {
    return this.#claims
  }

  /**
   * Reads on. Several who ask at once wait for each other, since what is known changes in place.
   *
   * @param mark another text when items may belong to other projects though no record has changed
   */
  refresh(scoped: readonly ScopedProject[], mark: string): Promise<void> {
    const next = this.#under.catch(() => undefined).then(() => this.#refresh(scoped, mark))
    this.#under = next
    return next
  }

  async #refresh(scoped: readonly ScopedProject[], mark: string): Promise<void> {
    const { root } = this.#database
    const changes = mark === this.#mark ? await this.#changes(root) : undefined
    this.#scoped = scoped
    if (changes === undefined) {
      // Asked before anything is read: what changes meanwhile is read again.
      const position = await feedEnd(root)
      this.#position = undefined
      this.#claims += 1
      await this.shared.readAll(root)
      await this.memberships.readAll(root, scoped)
      this.#position = position
      this.#mark = mark
    } else {
      if (changes.isClaimed) this.#claims += 1
      await this.#follow(root, changes)
      this.#position = changes.position
    }
    // A record that has come since may be the first that points by a key.
    this.#keyed.clear()
    this.#owners = new Owners(this.shared, scoped)
  }

  async #changes(root: Handle): Promise<ChangedRecords | undefined> {
    if (this.#position === undefined) return undefined
    try {
      return await changedRecords(root, this.#position, Math.max(FEW, this.memberships.size * MOST_CHANGED))
    } catch (error) {
      // After a restore the position means nothing any more.
      if (isPmoError(error) && error.code === 'invalid-request') return undefined
      throw error
    }
  }

  async #follow(root: Handle, { ids }: ChangedRecords): Promise<void> {
    if (ids.size === 0) return
    const shared: number[] = []
    const items: number[] = []
    const placements: number[] = []
    for (const [id, kind] of ids) {
      if (SHARED_KINDS.has(kind)) shared.push(id)
      else if (kind === 'workItem') items.push(id)
      else if (kind === 'placement') placements.push(id)
    }
    const named = shared.filter((id) => isNaming(ids.get(id)))
    const before = named.map((id) => this.shared.nameText(id))
    await this.shared.readSome(root, shared)
    // Sources name containers and milestones: under another name they may hold other items.
    if (named.some((id, at) => this.shared.nameText(id) !== before[at])) {
      await this.memberships.readAll(root, this.#scoped)
      return
    }
    items.push(...(await itemsPlacedBy(root, placements)))
    await this.memberships.readSome(root, this.#scoped, items)
  }
}

function isNaming(kind: string | undefined): boolean {
  return kind === 'container' || kind === 'milestone'
}
