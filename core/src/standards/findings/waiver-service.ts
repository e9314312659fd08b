import { randomUUID } from 'node:crypto'
import { PmoError } from '../../config/index.ts'
import type { Database, Tx } from '../../database/index.ts'
import { findFinding } from './queries-list.ts'
import { makeNews } from './queries-record.ts'
import { endUsedWaivers, expireWaivers, holdWaiver, releaseWaiver } from './waiver-lifecycle.ts'
import {
  decideWaiver,
  findWaiver,
  insertWaiver,
  listWaivers,
  lockedWaiver,
  type WaiverFilter,
} from './waiver-queries.ts'
import type { Waiver, WaiverEvent, WaiverScope, WaiverState } from './waiver.ts'

/** Longest time that a waiver may hold, in days: what holds longer is no deviation but another rule. */
export const MOST_WAIVER_DAYS = 366

export interface WaiverParts {
  readonly database: Database
  /** The calendar day that it is now, `YYYY-MM-DD`. */
  readonly today: () => string
  /** The instant that it is now. */
  readonly now: () => string
  /** Whoever asks may not approve. */
  readonly secondPerson: boolean
  /** Whether there is a rule of this id, where a waiver of a rule and a project is asked for. */
  readonly hasRule: (id: string) => Promise<boolean>
  /** Whether there is a project of this id. */
  readonly hasProject: (id: string) => Promise<boolean>
}

/** A waiver that is asked for. */
export interface WaiverRequest {
  readonly scope: WaiverScope
  readonly reason: string
  readonly risk: string
  /** Last day on which it is to hold. */
  readonly until: string
  readonly recurring?: boolean
  /** Who asks. */
  readonly by: string
  /** Whoever asks wants to approve it in the same breath. */
  readonly approve?: boolean
}

/** Waivers: asked for, approved by somebody who may, and over on their day. */
export class WaiverService {
  readonly #parts: WaiverParts

  constructor(parts: WaiverParts) {
    this.#parts = parts
  }

  /**
   * Asks for a waiver. Nothing holds before it is approved.
   * @throws PmoError `invalid-request`, `not-found`, `forbidden` where it is to be approved at once and may not be
   */
  async request(request: WaiverRequest): Promise<Waiver> {
    const { database, today, now, secondPerson } = this.#parts
    // Before anything is kept: else a request would be left over that nobody meant to make.
    if (request.approve === true && secondPerson)
      throw new PmoError(
        'forbidden',
        'Somebody else has to approve a waiver (standards.approval is "second-person"); ask for it without approving it.',
      )
    checkDays(request.until, today())
    const about = await this.#about(request.scope)
    const id = `w-${randomUUID().slice(0, 8)}`
    await database.transaction((tx) =>
      insertWaiver(tx, {
        id,
        ...about,
        reason: request.reason,
        risk: request.risk,
        until: request.until,
        recurring: request.recurring === true,
        requested_by: request.by,
        requested_at: now(),
      }),
    )
    return (await this.get(id)).waiver
  }

  /**
   * Has a waiver hold from now on.
   * @throws PmoError `not-found`, `conflict` where it is decided already or over, `forbidden` where who asked may not approve
   */
  approve(id: string, decision: { readonly by: string; readonly note?: string }): Promise<Waiver> {
    return this.#decide(id, ['requested'], async (tx, row) => {
      const { secondPerson, today, now } = this.#parts
      if (secondPerson && row.requested_by === decision.by)
        throw new PmoError(
          'forbidden',
          `The waiver "${id}" was asked for by "${decision.by}"; somebody else has to approve it (standards.approval is "second-person").`,
        )
      if (row.until < today())
        throw new PmoError(
          'conflict',
          `The waiver "${id}" was asked for until ${row.until}, which is over; ask for a new one.`,
        )
      const at = now()
      await decideWaiver(tx, id, { state: 'approved', at, ...decision })
      await holdWaiver(tx, { ...row, decided_at: at }, { at, today: today(), by: decision.by })
    })
  }

  /** Refuses a waiver that was asked for. @throws PmoError `not-found`, `conflict` */
  refuse(id: string, decision: { readonly by: string; readonly note?: string }): Promise<Waiver> {
    return this.#decide(id, ['requested'], (tx) =>
      decideWaiver(tx, id, { state: 'refused', at: this.#parts.now(), ...decision }),
    )
  }

  /** Takes a waiver back: what it held for opens again. @throws PmoError `not-found`, `conflict` */
  withdraw(id: string, decision: { readonly by: string; readonly note?: string }): Promise<Waiver> {
    return this.#decide(id, ['requested', 'approved'], async (tx, row) => {
      const at = this.#parts.now()
      await decideWaiver(tx, id, { state: 'withdrawn', at, ...decision })
      if (row.state === 'approved')
        await releaseWaiver(tx, id, 'waiver-withdrawn', {
          at,
          today: this.#parts.today(),
          by: decision.by,
        })
    })
  }

  /** What the day does: waivers whose last day is over expire, and what they held for opens again. */
  async upkeep(): Promise<{ readonly expired: number; readonly reopened: number; readonly ended: number }> {
    const moment = { at: this.#parts.now(), today: this.#parts.today() }
    return this.#parts.database.transaction(async (tx) => {
      await makeNews(tx)
      const expired = await expireWaivers(tx, moment)
      return {
        expired: expired.length,
        reopened: expired.reduce((sum, { reopened }) => sum + reopened, 0),
        ended: await endUsedWaivers(tx, moment.at),
      }
    })
  }

  /** A page of waivers, the latest first. @throws PmoError `invalid-request` */
  list(filter: WaiverFilter): Promise<{ readonly items: readonly Waiver[]; readonly next?: string }> {
    return listWaivers(this.#parts.database.root, filter)
  }

  /** One waiver with what was decided about it. @throws PmoError `not-found` */
  async get(id: string): Promise<{ readonly waiver: Waiver; readonly events: readonly WaiverEvent[] }> {
    const found = await findWaiver(this.#parts.database.root, id)
    if (found === undefined) throw noWaiver(id)
    return found
  }

  async #decide(
    id: string,
    from: readonly WaiverState[],
    work: (tx: Tx, row: NonNullable<Awaited<ReturnType<typeof lockedWaiver>>>) => Promise<void>,
  ): Promise<Waiver> {
    await this.#parts.database.transaction(async (tx) => {
      await makeNews(tx)
      const row = await lockedWaiver(tx, id)
      if (row === undefined) throw noWaiver(id)
      if (!from.includes(row.state))
        throw new PmoError(
          'conflict',
          `The waiver "${id}" is ${row.state}${row.decided_by === null ? '' : ` (${row.decided_by})`} and cannot be decided again; ask for a new one.`,
        )
      await work(tx, row)
    })
    return (await this.get(id)).waiver
  }

  async #about(scope: WaiverScope): Promise<{
    readonly finding: string | null
    readonly rule: string
    readonly project: string | null
  }> {
    if ('finding' in scope) {
      const finding = await findFinding(this.#parts.database.root, scope.finding)
      if (finding === undefined)
        throw new PmoError(
          'not-found',
          `There is no finding "${scope.finding.slice(0, 60)}"; \`pmo findings\` lists them.`,
        )
      return { finding: finding.id, rule: finding.rule, project: finding.project ?? null }
    }
    const { rule, project } = scope
    if (!(await this.#parts.hasRule(rule)))
      throw new PmoError(
        'not-found',
        `There is no rule "${rule.slice(0, 60)}"; \`pmo rules list\` shows them.`,
      )
    if (!(await this.#parts.hasProject(project)))
      throw new PmoError(
        'not-found',
        `There is no project "${project.slice(0, 60)}"; \`pmo projects\` lists them.`,
      )
    return { finding: null, rule, project }
  }
}

/** @throws PmoError `invalid-request` */
function checkDays(until: string, today: string): void {
  if (until < today)
    throw new PmoError('invalid-request', `until: ${until} is over; name the last day on which it holds.`)
  const last = Temporal.PlainDate.from(today).add({ days: MOST_WAIVER_DAYS }).toString()
  if (until > last)
    throw new PmoError(
      'invalid-request',
      `until: ${until} is more than ${MOST_WAIVER_DAYS} days away; a waiver may hold until ${last}, after that it is asked for again.`,
    )
}

function noWaiver(id: string): PmoError {
  return new PmoError('not-found', `There is no waiver "${id.slice(0, 60)}"; \`pmo waivers\` lists them.`)
}
