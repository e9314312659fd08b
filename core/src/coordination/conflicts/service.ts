import { breather, canonicalJson } from '@headless-pmo/engine'
import { PmoError } from '../../config/index.ts'
import type { Tx } from '../../database/index.ts'
import type { PastGaps } from '../network/index.ts'
import { collectFacts, type FactSources } from './collect-facts.ts'
import type { Conflict, KeptConflict, Unchecked } from './conflict.ts'
import { detectConflicts, uncheckedOf } from './detect-conflicts.ts'
import {
  countConflicts,
  endConflicts,
  findConflict,
  insertConflicts,
  lastLook,
  listConflicts,
  noteLook,
  openConflicts,
  updateConflicts,
  type ConflictFilter,
} from './queries.ts'
import {
  conflictsThen,
  countThen,
  pageThen,
  type PastConflict,
  type PastConflicts,
} from './past-conflicts.ts'
import { withoutNames } from './without-names.ts'

export interface ConflictParts extends FactSources {
  /** Told in the transaction that keeps them; what was there before the first look is no news. */
  readonly onChanged?: (
    tx: Tx,
    change: { readonly found: readonly Conflict[]; readonly ended: readonly KeptConflict[] },
  ) => Promise<void>
}

/** What a look at the portfolio has changed. */
export interface Looked {
  /** Instant at which the data was read. */
  readonly asOf: string
  readonly open: number
  readonly found: number
  readonly ended: number
}

/** Conflicts between projects, tools and people: found anew at each look, kept with since when they are there. */
export class ConflictService {
  readonly #parts: ConflictParts
  #under: Promise<Looked> | undefined
  /** The past that was asked for last, so that its pages are of one look. */
  #past: { readonly asOf: string; readonly conflicts: Promise<PastConflicts> } | undefined

  constructor(parts: ConflictParts) {
    this.#parts = parts
  }

  /** Looks for conflicts now; several who ask at once wait for the same look. */
  look(): Promise<Looked> {
    this.#under ??= this.#look().finally(() => {
      this.#under = undefined
    })
    return this.#under
  }

  /**
   * A page of conflicts by kind, the longest known first, after a look for what is there now.
   * @throws PmoError `invalid-request`
   */
  async list(filter: ConflictFilter): Promise<{
    readonly items: readonly KeptConflict[]
    readonly next?: string
    readonly asOf: string
    readonly unchecked: readonly Unchecked[]
    readonly counts: Awaited<ReturnType<typeof countConflicts>>
  }> {
    // Pages that follow are of the same look.
    const look = filter.cursor === undefined ? undefined : await lastLook(this.#parts.database.root)
    const { asOf } = look ?? (await this.look())
    const { root } = this.#parts.database
    return {
      ...(await listConflicts(root, filter)),
      asOf,
      unchecked: (await lastLook(root))?.unchecked ?? [],
      counts: await countConflicts(root),
    }
  }

  /**
   * A page of what was a conflict at a time in the past, by kind; found in the schedule, the links and the capacity of then.
   * @throws PmoError `invalid-request` for what is no time of the past
   */
  async listThen(
    asOf: string,
    filter: Omit<ConflictFilter, 'past'>,
  ): Promise<{
    readonly items: readonly PastConflict[]
    readonly next?: string
    readonly asOf: string
    readonly unchecked: readonly Unchecked[]
    readonly counts: ReturnType<typeof countThen>
    readonly gaps?: PastGaps
  }> {
    const isGoingOn = filter.cursor !== undefined && this.#past?.asOf === asOf
    const asked = isGoingOn ? this.#past : { asOf, conflicts: conflictsThen(this.#parts, asOf) }
    this.#past = asked
    try {
      const past = await asked?.conflicts
      if (past === undefined) throw new Error('The past was not asked for.')
      const { unchecked, gaps } = past
      const page = await pageThen(this.#parts, past, filter)
      return {
        ...page,
        asOf: past.asOf,
        unchecked,
        counts: countThen(past),
        ...(gaps !== undefined && { gaps }),
      }
    } catch (error) {
      if (this.#past === asked) this.#past = undefined
      throw error
    }
  }

  /** One conflict, also when it is over. @throws PmoError `not-found` */
  async get(id: string): Promise<KeptConflict> {
    await this.look()
    const found = await findConflict(this.#parts.database.root, id)
    if (found !== undefined) return found
    throw new PmoError(
      'not-found',
      `There is no conflict "${id.slice(0, 60)}"; \`pmo conflicts\` lists them.`,
    )
  }

  async #look(): Promise<Looked> {
    const facts = await collectFacts(this.#parts)
    const { scheduled } = facts
    const breathe = breather()
    const now = new Map<string, Conflict>()
    for (const conflict of detectConflicts(facts)) {
      if (conflict !== undefined) now.set(conflict.id, conflict)
      await breathe()
    }
    const unchecked = uncheckedOf(facts)
    return this.#parts.database.transaction(async (tx) => {
      const isFirst = (await lastLook(tx)) === undefined
      await noteLook(tx, { asOf: scheduled.asOf, unchecked })
      const before = new Map((await openConflicts(tx)).map((one) => [one.id, one]))
      const found = [...now.values()].filter(({ id }) => !before.has(id))
      const changed: Conflict[] = []
      for (const one of now.values()) {
        if (isOther(one, before.get(one.id))) changed.push(one)
        await breathe()
      }
      // What could not be looked for is not over.
      const blind = new Set(unchecked.map(({ kind }) => kind))
      const ended = [...before.values()].filter(({ id, kind }) => !now.has(id) && !blind.has(kind))
      // A few at a time: each is a text of some length.
      for (const some of batches(found)) await insertConflicts(tx, some)
      for (const some of batches(changed)) await updateConflicts(tx, some)
      for (const some of batches(ended)) await endConflicts(tx, some.map(remembered))
      if (!isFirst && (found.length > 0 || ended.length > 0))
        await this.#parts.onChanged?.(tx, { found, ended })
      const open = before.size + found.length - ended.length
      return { asOf: scheduled.asOf, open, found: found.length, ended: ended.length }
    })
  }
}

/** Conflicts that are written at a time. */
const BATCH = 200

function* batches<C extends Conflict>(all: readonly C[]): Generator<readonly C[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH)
}

function isOther(now: Conflict, before: KeptConflict | undefined): boolean {
  return before !== undefined && canonicalJson(now) !== canonicalJson(bodyOf(before))
}

/** A conflict without when it was there: what its row holds beside. */
function bodyOf({ firstSeen: _firstSeen, endedAt: _endedAt, ...body }: KeptConflict): Conflict {
  return body
}

const remembered = (conflict: KeptConflict): Conflict => withoutNames(bodyOf(conflict))
