import { randomUUID } from 'node:crypto'
import type { Clock } from '@headless-pmo/engine'
import type { Notification, ProbeResult } from '@headless-pmo/sdk'
import { ANY_NOTIFICATION, isPmoError, PmoError } from '../config/index.ts'
import type { Database, Tx } from '../database/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import type { Jobs } from '../jobs/index.ts'
import type { Run } from '../sync/index.ts'
import { makeAttempt } from './attempt.ts'
import type { Delivery } from './delivery.ts'
import type { Notice } from './notices/notice.ts'
import { conflictNotices, type ConflictChange } from './notices/conflict-notice.ts'
import { findingNotices, type FindingChange } from './notices/findings-notice.ts'
import { connectionNotice } from './notices/connection-notice.ts'
import { pluginNotice, type PluginCondition } from './notices/plugin-notice.ts'
import { removalsNotice, type HeldBack } from './notices/removals-notice.ts'
import { reportNotice, type ToldReport } from './notices/report-notice.ts'
import { runNotice } from './notices/run-notice.ts'
import { inputOf, offSentence, type NotifierService } from './notifier-service.ts'
import * as queries from './queries.ts'
import { keepTold, toldBefore, toldOf } from './queries-state.ts'
import type { RetrySchedule } from './retry-schedule.ts'
import { settle, type Outcome } from './settlement.ts'
import { later } from './later.ts'
import type { Told } from './told.ts'

/** Name of the job that looks at a delivery; its data is `{ delivery, turn }`. */
export const NOTIFY_JOB = 'notify'

/** Most milliseconds that one attempt may take. */
const ATTEMPT_MS = 20_000
/** Below the time that the queue gives its jobs to end. */
const GRACE_MS = 6000
/** A delivery whose job was lost is found again after this time. */
const OVERDUE_MINUTES = 10
/** Days that deliveries are kept to be looked at. */
const KEPT_DAYS = { delivered: 30, dead: 90 }

export interface NotificationParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly jobs: Jobs
  readonly notifiers: NotifierService
  readonly clock: Clock
  /** 0 up to 1: spreads the attempts. */
  readonly random?: () => number
  readonly attemptMs?: number
  /** Milliseconds that an attempt under way is left when the server stops; what is cut off is sent again. */
  readonly graceMs?: number
  readonly schedule?: RetrySchedule
  /** The whole address of a path of the API, where the server's public one is known. */
  readonly addressOf?: (path: string) => string | undefined
}

/** Tells what happens: makes notifications of events, and delivers them through the queue. */
export class NotificationService {
  readonly #parts: NotificationParts
  #begun = false

  constructor(parts: NotificationParts) {
    this.#parts = parts
  }

  /**
   * Tells something to all notifiers that want it, together with what the transaction writes: both happen or neither.
   * @returns ids of the deliveries
   */
  async emit(tx: Tx, notice: Notice): Promise<readonly string[]> {
    const { definitions, notifiers } = this.#parts
    const wanting = (await definitions.list('notifier', tx)).filter((definition) => {
      const { on } = inputOf(definition)
      return on.some((type) => type === notice.type || type === ANY_NOTIFICATION)
    })
    if (wanting.length === 0) return []
    const notification: Notification = { ...notice, id: newId('msg') }
    await queries.insertNotification(tx, notification)
    const made: string[] = []
    for (const definition of wanting) {
      const delivery = { id: newId('dlv'), notification: notification.id, notifier: definition.id }
      const off = await notifiers.off(definition, tx)
      await queries.insertDelivery(tx, delivery, off === undefined ? undefined : offSentence(off.reason))
      if (off === undefined) await this.#enqueue(tx, { ...delivery, turn: 0 })
      made.push(delivery.id)
    }
    return made
  }

  /** After a run of a connection has ended, in the transaction that says so. */
  async runEnded(tx: Tx, run: Run): Promise<void> {
    await this.#tell(tx, `runs of ${run.connection}`, (before) =>
      runNotice(run, before, this.#facts(`/sync/runs/${run.id}`)),
    )
    // A run that went well has asked its tracker, too.
    if (run.state === 'ok' && !run.dryRun) await this.probed(tx, run.connection, { ok: true })
  }

  /** After removals were held back, in the transaction that keeps them. */
  async removalsHeld(tx: Tx, held: HeldBack): Promise<void> {
    await this.emit(tx, removalsNotice(held, this.#facts(`/sync/removals?run=${held.run}`)))
  }

  /** After conflicts between projects were found or are over, in the transaction that keeps them. */
  async conflictsChanged(tx: Tx, change: ConflictChange): Promise<void> {
    for (const notice of conflictNotices(change, this.#facts('/conflicts'))) await this.emit(tx, notice)
  }

  /** After runs of the rules, in the transaction in which their news are taken. */
  async findingsChanged(tx: Tx, change: FindingChange): Promise<void> {
    for (const notice of findingNotices(change, this.#facts('/findings'))) await this.emit(tx, notice)
  }

  /** After a report was made by its plan, in the transaction that keeps it. */
  async reportReady(tx: Tx, report: ToldReport): Promise<void> {
    await this.emit(tx, reportNotice(report, this.#facts(`/reports/${report.id}.html`)))
  }

  /**
   * Tells what no transaction of others speaks of, in one of its own. Before the queue has begun there is nobody to tell by, and
   * nothing is told.
   */
  async apart(tell: (tx: Tx) => Promise<void>): Promise<void> {
    if (this.#begun) await this.#parts.database.transaction(tell)
  }

  /** Once the queue works: tells how the plugins were found, and looks for what a server before this one has left. */
  async begin(plugins: readonly PluginCondition[]): Promise<void> {
    this.#begun = true
    await this.apart(async (tx) => {
      const known = await toldOf(
        tx,
        plugins.map(({ source }) => pluginSubject(source)),
      )
      // Plugins that always worked are nothing to tell, and most of them.
      const telling = plugins.filter(
        ({ source, quarantine }) => quarantine !== undefined || known.has(pluginSubject(source)),
      )
      for (const condition of telling) await this.pluginIs(tx, condition)
    })
    await this.recover()
  }

  /** After a plugin was kept out or let in again, or was found so at a start; what was told already is not repeated. */
  async pluginIs(tx: Tx, condition: PluginCondition): Promise<void> {
    await this.#tell(tx, pluginSubject(condition.source), (before) =>
      pluginNotice(condition, before, this.#facts().at),
    )
  }

  /** After a tracker was asked who we are there. */
  async probed(tx: Tx, connection: string, result: ProbeResult): Promise<void> {
    await this.#tell(tx, `tracker of ${connection}`, (before) =>
      connectionNotice(connection, result, before, this.#facts().at),
    )
  }

  /** Sends a notification of type `notifier.test` at once, past the queue and also where the notifier is off. */
  async test(id: string, signal: AbortSignal): Promise<{ readonly ok: boolean; readonly message?: string }> {
    await using opened = await this.#parts.notifiers.open(id)
    const { at } = this.#facts()
    const notification: Notification = {
      id: newId('msg'),
      type: 'notifier.test',
      at,
      title: 'A test',
      text: `The notifier "${id}" of Headless PMO works: this is all that it was to tell.`,
      data: {},
    }
    const outcome = await makeAttempt(opened, {
      notification,
      deliveryId: newId('dlv'),
      attempt: 1,
      signal,
      budgetMs: this.#budget(),
    })
    return outcome.type === 'delivered' ? { ok: true } : { ok: false, message: outcome.message }
  }

  /** @throws PmoError `not-found` */
  async deliveries(
    filter: queries.DeliveryFilter,
  ): Promise<{ readonly items: readonly Delivery[]; readonly next?: string }> {
    const listed = await queries.listDeliveries(this.#parts.database.root, filter)
    // Those of a notifier that was removed are still to be seen.
    if (listed.items.length === 0) await this.#parts.definitions.get('notifier', filter.notifier)
    return listed
  }

  /**
   * Sends a delivery again under the same id: one that was given up, or that a receiver has lost.
   * @throws PmoError `not-found`, `conflict` while it waits for its next attempt, or while its notifier is off
   */
  async redeliver(id: string): Promise<{ readonly notifier: string }> {
    const { database, definitions, notifiers } = this.#parts
    const stored = await queries.loadDelivery(database.root, id)
    if (stored === undefined) {
      throw new PmoError(
        'not-found',
        `There is no delivery "${id}"; \`pmo notifiers deliveries <notifier>\` lists them.`,
      )
    }
    const definition = await definitions.get('notifier', stored.notifier)
    if ((await notifiers.off(definition)) !== undefined) {
      throw new PmoError(
        'conflict',
        `The notifier "${definition.id}" is switched off; switch it on first: pmo notifiers enable ${definition.id}`,
      )
    }
    await database.transaction(async (tx) => {
      const turn = await queries.reviveDelivery(tx, id)
      if (turn === undefined) {
        throw new PmoError('conflict', `The delivery "${id}" waits for its next attempt already.`)
      }
      await this.#enqueue(tx, { id, notifier: stored.notifier, turn })
    })
    return { notifier: stored.notifier }
  }

  /**
   * Looks at a delivery: the handler of the job. Makes one attempt, writes what became of it, and queues the next one. Whoever
   * comes with an earlier turn does nothing; a process that ends between sending and writing sends again, under the same id.
   */
  async work(job: { readonly delivery: string; readonly turn: number }, signal: AbortSignal): Promise<void> {
    const { database, definitions, notifiers, clock, random = Math.random, schedule } = this.#parts
    const stored = await queries.loadDelivery(database.root, job.delivery)
    if (stored === undefined || stored.state !== 'waiting' || stored.turn !== job.turn) return
    const definition = await definitions.find('notifier', stored.notifier)
    if (definition === undefined) return this.#giveUp(stored, 'The notifier was removed.')
    const off = await notifiers.off(definition)
    if (off !== undefined) return this.#giveUp(stored, offSentence(off.reason))

    const started = clock.now()
    const outcome = await this.#attempt(stored, signal)
    const now = clock.now()
    const sent = outcome.type !== 'held'
    const settled = settle(
      outcome,
      { tries: stored.tries + (sent ? 1 : 0), askedAt: Date.parse(stored.askedAt) },
      { now, random: random(), ...(schedule !== undefined && { schedule }) },
    )
    const problem = 'problem' in settled ? settled.problem : undefined
    await database.transaction(async (tx) => {
      const turn = await queries.changeDelivery(tx, stored, {
        state: settled.state,
        ...(problem !== undefined && { problem }),
        ...(settled.state === 'waiting' && { nextAt: instant(settled.nextAt) }),
        ...(sent && {
          attempt: {
            at: instant(now),
            ms: now - started,
            ...('message' in outcome && { problem: outcome.message }),
          },
        }),
      })
      if (turn === undefined || settled.state !== 'waiting') return
      const { id, notifier } = stored
      await this.#enqueue(tx, { id, notifier, turn }, instant(settled.nextAt))
    })
    if (settled.state === 'dead' && settled.disable) {
      await notifiers.disable(definition.id, definition.version, settled.problem)
    }
  }

  /** Queues what waits and has lost its job; one that has a job still gets no second one. @returns how many were looked at */
  async recover(): Promise<number> {
    const { database } = this.#parts
    const found = await queries.overdue(database.root, OVERDUE_MINUTES)
    for (const delivery of found) await database.transaction((tx) => this.#enqueue(tx, delivery))
    return found.length
  }

  /** Forgets what ended long ago. */
  async forget(): Promise<void> {
    await queries.forgetDeliveries(this.#parts.database.root, KEPT_DAYS)
  }

  async #attempt(stored: queries.StoredDelivery, signal: AbortSignal): Promise<Outcome> {
    const opened = await this.#parts.notifiers.open(stored.notifier).catch((error: unknown) => {
      if (isPmoError(error)) return error.message
      throw error
    })
    // A secret that is missing, a plugin that is kept out: may be mended before the next attempt.
    if (typeof opened === 'string') return { type: 'failed', message: opened }
    await using notifier = opened
    const { clock, graceMs = GRACE_MS } = this.#parts
    using stop = later(signal, { ms: graceMs, clock })
    return await makeAttempt(notifier, {
      notification: stored.notification,
      deliveryId: stored.id,
      attempt: stored.attempts + 1,
      signal: stop.signal,
      budgetMs: this.#budget(),
    })
  }

  async #giveUp(stored: queries.StoredDelivery, problem: string): Promise<void> {
    await this.#parts.database.transaction((tx) =>
      queries.changeDelivery(tx, stored, { state: 'dead', problem }),
    )
  }

  /** Compares with what was told last, under its lock, and tells what is new. */
  async #tell(
    tx: Tx,
    subject: string,
    compare: (before: Told | undefined) => { readonly told: Told; readonly notice?: Notice } | undefined,
  ): Promise<void> {
    const before = await toldBefore(tx, subject)
    const found = compare(before)
    if (found === undefined) return
    if (found.told !== before) await keepTold(tx, subject, found.told)
    if (found.notice !== undefined) await this.emit(tx, found.notice)
  }

  async #enqueue(
    tx: Tx,
    { id, notifier, turn }: Pick<queries.StoredDelivery, 'id' | 'notifier' | 'turn'>,
    startAfter?: string,
  ): Promise<void> {
    await this.#parts.jobs.enqueue(
      tx,
      NOTIFY_JOB,
      { delivery: id, turn },
      { key: `${id}.${turn}`, group: notifier, ...(startAfter !== undefined && { startAfter }) },
    )
  }

  #facts(path?: string): { readonly at: string; readonly url?: string } {
    const url = path === undefined ? undefined : this.#parts.addressOf?.(path)
    return { at: instant(this.#parts.clock.now()), ...(url !== undefined && { url }) }
  }

  #budget(): number {
    return this.#parts.attemptMs ?? ATTEMPT_MS
  }
}

const pluginSubject = (source: string): string => `plugin ${source}`

const instant = (ms: number): string => new Date(ms).toISOString()

/** Letters, digits and "_" alone: receivers sign and store it. */
const newId = (kind: 'msg' | 'dlv'): string => `${kind}_${randomUUID().replaceAll('-', '')}`
