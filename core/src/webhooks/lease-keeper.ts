import { describeError, orAborted, type Clock } from '@headless-pmo/engine'
import type { ConnectorContext, WebhookLease, WebhookSubscription } from '@headless-pmo/sdk'
import type { ConnectionService, OpenedConnection } from '../connections/index.ts'
import type { Database } from '../database/index.ts'
import { acquireLease, PROCESS_HOLDER, releaseLease } from '../jobs/index.ts'
import type { SyncService } from '../sync/index.ts'
import {
  addToken,
  checkRow,
  dropLeaseTokens,
  forgetLeases,
  leaseRows,
  leaseTokens,
  replaceLeases,
  saveCheck,
  type LeaseRow,
} from './lease-rows.ts'
import { deliveryAddress, newPathToken } from './path-tokens.ts'
import { leaseEnd, planLeases, renewalAt } from './plan-leases.ts'
import { webhookTables } from './tables.ts'

export interface LeaseKeeperParts {
  readonly database: Database
  readonly connections: Pick<ConnectionService, 'open' | 'list'>
  readonly sync: Pick<SyncService, 'startIn'>
  readonly clock: Clock
  /** Where trackers reach this server; without it nothing is registered. */
  readonly publicUrl?: string
  readonly log?: (level: 'info' | 'warn', fields: object, message: string) => void
}

/** What a check of one connection's webhooks came to. */
export interface LeaseCheck {
  /** `kept`: the tracker holds what it should. `none`: this connection registers none. `failed`: see `problem`. */
  readonly state: 'kept' | 'none' | 'failed'
  readonly registered: number
  readonly renewed: number
  readonly removed: number
  /** Why deliveries may have been missed; a sync was started. */
  readonly gap?: string
  readonly problem?: string
  /** When the next half life is over, Unix milliseconds. */
  readonly nextAt?: number
}

/** One check may take this long; then the next one tries again. */
const CHECK_MS = 60_000

/** After this long without a check, trackers have given up on deliveries that did not arrive. */
const AWAY_MS = 6 * 60 * 60_000

const NOTHING = { registered: 0, renewed: 0, removed: 0 }

type Subscription = WebhookSubscription
type Context = ConnectorContext<unknown>

/**
 * Keeps what trackers hold for us: registers webhooks once, renews them at half of their life, and starts a sync whenever deliveries
 * may have been missed, since a webhook that has ended says nothing (law: a payload is a hint, polling is the truth).
 */
export class LeaseKeeper {
  readonly #parts: LeaseKeeperParts

  constructor(parts: LeaseKeeperParts) {
    this.#parts = parts
  }

  /** Checks one connection; by one process at a time. Undefined while another is at it. @throws PmoError `not-found` */
  async check(connection: string): Promise<LeaseCheck | undefined> {
    const { database } = this.#parts
    const wanted = { name: `webhooks:${connection}`, holder: PROCESS_HOLDER, ttlMs: 2 * CHECK_MS }
    const taken = await acquireLease(database, wanted)
    if (taken.outcome === 'busy') return undefined
    try {
      return await this.#check(connection)
    } finally {
      await releaseLease(database, taken.lease)
    }
  }

  async #check(connection: string): Promise<LeaseCheck> {
    const { database, clock, publicUrl, log } = this.#parts
    await using opened = await this.#parts.connections.open(connection)
    const subscription = subscriptionOf(opened)
    if (subscription === undefined) return await this.#given(opened)
    if (publicUrl === undefined) return { state: 'none', ...NOTHING }
    try {
      return await this.#keep(opened, subscription, publicUrl)
    } catch (error) {
      const problem = opened.redact(describeError(error).message)
      await database.transaction((tx) => saveCheck(tx, { connection, now: clock.now(), problem }))
      log?.('warn', { connection }, `The webhooks of "${connection}" could not be kept: ${problem}`)
      return { state: 'failed', ...NOTHING, problem }
    }
  }

  /** Gives back what was registered, where a connection is to have no webhooks any more. */
  async #given(opened: OpenedConnection): Promise<LeaseCheck> {
    const { database } = this.#parts
    const rows = await leaseRows(database.root, opened.id)
    const removed = rows.map(({ id }) => id)
    const subscription = opened.connector.webhook?.subscription
    if (removed.length > 0 && subscription !== undefined) {
      await this.#ask(opened, subscription, true, (context) =>
        subscription.remove({ ...context, ids: removed }),
      )
    }
    await database.transaction((tx) => forgetLeases(tx, opened.id))
    return { state: 'none', ...NOTHING, removed: removed.length }
  }

  async #keep(opened: OpenedConnection, subscription: Subscription, publicUrl: string): Promise<LeaseCheck> {
    const { database, clock } = this.#parts
    const connection = opened.id
    const [rows, tokens, foreign, last] = await Promise.all([
      leaseRows(database.root, connection),
      leaseTokens(database.root, connection),
      this.#foreign(connection),
      checkRow(database.root, connection),
    ])
    const listed = await this.#ask(opened, subscription, false, (context) => subscription.list(context))
    const now = clock.now()
    const { lifetimeSeconds } = subscription
    const plan = planLeases({
      rows,
      tokens,
      foreign,
      listed,
      now,
      ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
    })
    const gap = plan.gap ?? awayFor(last?.checkedAt, rows, now)
    if (plan.remove.length > 0) {
      await this.#ask(opened, subscription, true, (context) =>
        subscription.remove({ ...context, ids: plan.remove }),
      )
    }
    const due = plan.renew.length > 0
    const renew = due && subscription.renew !== undefined
    // What cannot be renewed is registered anew while the old ones still deliver.
    const made =
      plan.register || (due && !renew) ? await this.#register(opened, subscription, publicUrl) : undefined
    if (due && !renew) {
      await this.#ask(opened, subscription, true, (context) =>
        subscription.remove({ ...context, ids: plan.kept.map(({ id }) => id) }),
      )
    }
    const renewed = renew
      ? await this.#ask(
          opened,
          subscription,
          true,
          async (context) => (await subscription.renew?.({ ...context, ids: plan.renew })) ?? [],
        )
      : []
    const leases = made ?? plan.kept.map((row) => renewedRow(row, renewed, { now, lifetimeSeconds }))
    const notRenewed = plan.renew.filter((id) => renew && !renewed.some((lease) => lease.id === id))
    const problem =
      notRenewed.length === 0
        ? undefined
        : `The tracker did not extend ${notRenewed.length} of ${plan.renew.length} webhooks; they are tried again before they end.`
    await this.#store(connection, { leases, gap, problem, now })
    const nextAt = leases
      .map((lease) => renewalAt(lease) ?? Infinity)
      .reduce((a, b) => Math.min(a, b), Infinity)
    return {
      state: problem === undefined ? 'kept' : 'failed',
      registered: made?.length ?? 0,
      renewed: renewed.length,
      removed: plan.remove.length,
      ...(gap !== undefined && { gap }),
      ...(problem !== undefined && { problem }),
      ...(nextAt !== Infinity && { nextAt }),
    }
  }

  /** Registers under a new address: of the one before only a hash is known. */
  async #register(
    opened: OpenedConnection,
    subscription: Subscription,
    publicUrl: string,
  ): Promise<readonly LeaseRow[]> {
    const { database, clock } = this.#parts
    const { token, hash } = newPathToken()
    const address = deliveryAddress(publicUrl, opened.id, token)
    opened.hide(token)
    await addToken(database.root, { connection: opened.id, hash, purpose: 'lease', now: clock.now() })
    const made = await this.#ask(opened, subscription, true, (context) =>
      subscription.register({ ...context, address }),
    )
    if (made.length === 0) {
      throw new Error(
        `The tracker of "${opened.id}" registered no webhook; check that its token may, and that it reaches ${new URL(publicUrl).origin}.`,
      )
    }
    const now = clock.now()
    return made.map((lease) => {
      const expiresAt = leaseEnd(lease, now, subscription.lifetimeSeconds)
      return { id: lease.id, tokenHash: hash, renewedAt: now, ...(expiresAt !== undefined && { expiresAt }) }
    })
  }

  async #store(
    connection: string,
    outcome: {
      readonly leases: readonly LeaseRow[]
      readonly gap: string | undefined
      readonly problem: string | undefined
      readonly now: number
    },
  ): Promise<void> {
    const { database, sync, log } = this.#parts
    const { leases, gap, problem, now } = outcome
    await database.transaction(async (tx) => {
      await replaceLeases(tx, connection, leases)
      await dropLeaseTokens(tx, connection, [...new Set(leases.map(({ tokenHash }) => tokenHash))])
      await saveCheck(tx, { connection, now, gap, problem })
      // Together: a gap that is noted is read up on, and one that is not is found again.
      if (gap !== undefined) await sync.startIn(tx, { connection, trigger: 'gap' })
    })
    if (gap !== undefined) {
      log?.(
        'warn',
        { connection },
        `Deliveries of "${connection}" may have been missed, because ${gap}; a sync reads what changed meanwhile.`,
      )
    }
  }

  async #foreign(connection: string): Promise<readonly string[]> {
    const rows = await webhookTables(this.#parts.database.root)
      .selectFrom('pmo.webhook_lease')
      .select('id')
      .where('connection', '!=', connection)
      .execute()
    return rows.map(({ id }) => id)
  }

  /** Calls the connector: with a `fetch` that may write at its addresses, or that only reads. */
  async #ask<T>(
    opened: OpenedConnection,
    subscription: Subscription,
    writes: boolean,
    question: (context: Context) => Promise<T>,
  ): Promise<T> {
    const signal = AbortSignal.timeout(CHECK_MS)
    const session = opened.session({
      priority: 'interactive',
      signal,
      ...(writes && { writes: subscription.writes(opened.config) }),
    })
    const say = (level: 'info' | 'warn') => (message: string) =>
      this.#parts.log?.(level, { connection: opened.id }, opened.redact(message))
    try {
      const log = { info: say('info'), warn: say('warn') }
      const context = { fetch: session.fetch, config: opened.config, log, signal }
      return await orAborted(
        opened.run(async () => question(context)),
        signal,
      )
    } finally {
      await session.dispose()
    }
  }
}

/** How the connection registers webhooks; undefined where it does not, or is not to. */
export function subscriptionOf(opened: OpenedConnection): Subscription | undefined {
  const subscription = opened.connector.webhook?.subscription
  if (subscription === undefined || !opened.keepsWebhooks) return undefined
  return (subscription.available?.(opened.config) ?? true) ? subscription : undefined
}

/** Why deliveries were missed while nobody looked; undefined where somebody did. */
function awayFor(checkedAt: string | undefined, rows: readonly LeaseRow[], now: number): string | undefined {
  if (checkedAt === undefined || rows.length === 0 || now - Date.parse(checkedAt) < AWAY_MS) return undefined
  return `this server was away since ${checkedAt}`
}

function renewedRow(
  row: LeaseRow,
  renewed: readonly WebhookLease[],
  { now, lifetimeSeconds }: { readonly now: number; readonly lifetimeSeconds: number | undefined },
): LeaseRow {
  const lease = renewed.find(({ id }) => id === row.id)
  if (lease === undefined) return row
  const expiresAt = leaseEnd(lease, now, lifetimeSeconds)
  return {
    id: row.id,
    tokenHash: row.tokenHash,
    renewedAt: now,
    ...(expiresAt !== undefined && { expiresAt }),
  }
}
