import type { Notification } from '@headless-pmo/sdk'
import { sql, type Selectable } from 'kysely'
import { jsonb, keyset, pageOfKeyset, type Handle, type KeysetOrders, type Tx } from '../database/index.ts'
import type { ListOrder } from '../rpc/index.ts'
import type { Delivery, DeliveryAttempt, DeliveryState } from './delivery.ts'
import { notifications, type DeliveryTable } from './tables.ts'

/** Attempts that a delivery remembers. */
const MOST_LOGGED = 20

/** A delivery with what only its sender needs to know. */
export interface StoredDelivery {
  readonly id: string
  readonly notifier: string
  readonly state: DeliveryState
  readonly turn: number
  readonly attempts: number
  readonly tries: number
  readonly askedAt: string
  readonly notification: Notification
}

export async function insertNotification(tx: Tx, notification: Notification): Promise<void> {
  const { id, type, at } = notification
  await notifications(tx)
    .insertInto('pmo.notification')
    .values({ id, type, at, body: jsonb(notification) })
    .execute()
}

/** @param problem absent: it waits for its first attempt; else it is dead from the start, for this reason */
export async function insertDelivery(
  tx: Tx,
  delivery: { readonly id: string; readonly notification: string; readonly notifier: string },
  problem?: string,
): Promise<void> {
  await notifications(tx)
    .insertInto('pmo.notification_delivery')
    .values(
      problem === undefined
        ? { ...delivery, state: 'waiting', next_at: sql`now()` }
        : { ...delivery, state: 'dead', problem, ended_at: sql`now()` },
    )
    .execute()
}

export async function loadDelivery(handle: Handle, id: string): Promise<StoredDelivery | undefined> {
  const row = await notifications(handle)
    .selectFrom('pmo.notification_delivery as delivery')
    .innerJoin('pmo.notification as told', 'told.id', 'delivery.notification')
    .select([
      'delivery.id',
      'delivery.notifier',
      'delivery.state',
      'delivery.turn',
      'delivery.attempts',
      'delivery.tries',
      'delivery.asked_at as askedAt',
      'told.body as notification',
    ])
    .where('delivery.id', '=', id)
    .executeTakeFirst()
  return row
}

/** What a look at a delivery leaves behind. */
export interface DeliveryChange {
  readonly state: DeliveryState
  readonly problem?: string
  /** ISO instant; for a waiting one. */
  readonly nextAt?: string
  /** Absent: nothing was sent. */
  readonly attempt?: DeliveryAttempt
}

/** Writes what became of a delivery, unless somebody else has meanwhile. @returns its next turn, or undefined */
export async function changeDelivery(
  tx: Tx,
  { id, turn }: Pick<StoredDelivery, 'id' | 'turn'>,
  { state, problem, nextAt, attempt }: DeliveryChange,
): Promise<number | undefined> {
  const sent = attempt === undefined ? 0 : 1
  const row = await notifications(tx)
    .updateTable('pmo.notification_delivery')
    .set({
      state,
      problem: problem ?? null,
      next_at: nextAt ?? null,
      ended_at: state === 'waiting' ? null : sql`now()`,
      turn: sql`turn + 1`,
      attempts: sql`attempts + ${sent}`,
      tries: sql`tries + ${sent}`,
      ...(attempt !== undefined && { log: appended(attempt) }),
    })
    .where('id', '=', id)
    .where('turn', '=', turn)
    .where('state', '=', 'waiting')
    .returning('turn')
    .executeTakeFirst()
  return row?.turn
}

/** The log with one more attempt, the oldest dropped where it is full. */
function appended(attempt: DeliveryAttempt) {
  return sql<readonly DeliveryAttempt[]>`
    case when jsonb_array_length(log) >= ${MOST_LOGGED}::integer then log - 0 else log end || ${JSON.stringify([attempt])}::jsonb`
}

/** Sets a delivery that has ended waiting again, with all its attempts. @returns its turn, or undefined */
export async function reviveDelivery(tx: Tx, id: string): Promise<number | undefined> {
  const row = await notifications(tx)
    .updateTable('pmo.notification_delivery')
    .set({
      state: 'waiting',
      problem: null,
      tries: 0,
      turn: sql`turn + 1`,
      asked_at: sql`now()`,
      next_at: sql`now()`,
      ended_at: null,
    })
    .where('id', '=', id)
    .where('state', '!=', 'waiting')
    .returning('turn')
    .executeTakeFirst()
  return row?.turn
}

/** Gives all that waits at a notifier up. */
export async function dropWaiting(tx: Tx, notifier: string, problem: string): Promise<void> {
  await notifications(tx)
    .updateTable('pmo.notification_delivery')
    .set({ state: 'dead', problem, next_at: null, ended_at: sql`now()`, turn: sql`turn + 1` })
    .where('notifier', '=', notifier)
    .where('state', '=', 'waiting')
    .execute()
}

/** Waiting deliveries whose time came at least this many minutes ago. */
export async function overdue(
  handle: Handle,
  minutes: number,
): Promise<readonly Pick<StoredDelivery, 'id' | 'notifier' | 'turn'>[]> {
  return notifications(handle)
    .selectFrom('pmo.notification_delivery')
    .select(['id', 'notifier', 'turn'])
    .where('state', '=', 'waiting')
    .where('next_at', '<=', sql<string>`now() - make_interval(mins => ${minutes}::integer)`)
    .orderBy('next_at')
    .orderBy('id')
    .execute()
}

/** By what deliveries can be sorted. */
export const DELIVERY_SORTS = ['createdAt', 'nextAt', 'endedAt', 'state', 'attempts'] as const

const ORDERS: KeysetOrders<(typeof DELIVERY_SORTS)[number]> = {
  own: [
    { of: sql`delivery.created_at`, type: 'timestamptz', descending: true },
    { of: sql`delivery.id`, type: 'text', descending: true },
  ],
  by: {
    createdAt: { of: sql`delivery.created_at`, type: 'timestamptz' },
    nextAt: { of: sql`delivery.next_at`, type: 'timestamptz', nullable: true },
    endedAt: { of: sql`delivery.ended_at`, type: 'timestamptz', nullable: true },
    state: { of: sql`delivery.state`, type: 'text' },
    attempts: { of: sql`delivery.attempts`, type: 'bigint' },
  },
}

/** What is asked of the deliveries. */
export interface DeliveryFilter extends ListOrder<(typeof DELIVERY_SORTS)[number]> {
  readonly notifier: string
  readonly state?: DeliveryState
  readonly limit: number
}

type ListedRow = Selectable<DeliveryTable> & {
  readonly body: Notification
  readonly place: readonly string[]
}

/** A page of them, the newest first. @throws PmoError `invalid-request` for a cursor of another list */
export async function listDeliveries(
  handle: Handle,
  filter: DeliveryFilter,
): Promise<{ readonly items: readonly Delivery[]; readonly next?: string }> {
  const { notifier, state, limit } = filter
  const { place, after, order } = keyset(ORDERS, filter)
  const found = await sql<ListedRow>`
    select delivery.*, told.body, ${place} as place
    from pmo.notification_delivery as delivery
      join pmo.notification as told on told.id = delivery.notification
    where delivery.notifier = ${notifier}
      and (${state ?? null}::text is null or delivery.state = ${state ?? null})
      and ${after}
    order by ${order} limit ${limit + 1}`.execute(handle)
  const { rows, ...next } = pageOfKeyset(found.rows, limit)
  return { items: rows.map(view), ...next }
}

function view(row: ListedRow): Delivery {
  return {
    id: row.id,
    notifier: row.notifier,
    notification: row.notification,
    type: row.body.type,
    title: row.body.title,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at,
    ...(row.next_at !== null && { nextAt: row.next_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.problem !== null && { problem: row.problem }),
    log: row.log,
  }
}

/** What stands at a notifier. */
export interface DeliveryCounts {
  readonly waiting: number
  readonly dead: number
  readonly lastDeliveredAt?: string
}

/** By notifier; absent for one that was told nothing. */
export async function deliveryCounts(handle: Handle): Promise<Map<string, DeliveryCounts>> {
  const { rows } = await sql<{ notifier: string; waiting: number; dead: number; last: string | null }>`
    select notifier,
      (count(*) filter (where state = 'waiting'))::integer as waiting,
      (count(*) filter (where state = 'dead'))::integer as dead,
      max(ended_at) filter (where state = 'delivered') as last
    from pmo.notification_delivery group by notifier`.execute(handle)
  return new Map(
    rows.map(({ notifier, waiting, dead, last }) => [
      notifier,
      { waiting, dead, ...(last !== null && { lastDeliveredAt: last }) },
    ]),
  )
}

/** Forgets what was delivered, or given up, this many days ago. @returns how many deliveries */
export async function forgetDeliveries(
  handle: Handle,
  days: { readonly delivered: number; readonly dead: number },
): Promise<number> {
  const forgotten = await sql`
    delete from pmo.notification_delivery
    where (state = 'delivered' and ended_at < now() - make_interval(days => ${days.delivered}::integer))
      or (state = 'dead' and ended_at < now() - make_interval(days => ${days.dead}::integer))`.execute(handle)
  await sql`
    delete from pmo.notification as told
    where at < now() - interval '1 day'
      and not exists (select from pmo.notification_delivery where notification = told.id)`.execute(handle)
  return Number(forgotten.numAffectedRows ?? 0n)
}
