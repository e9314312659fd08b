import { sql } from 'kysely'
import type { Handle, Tx } from '../database/index.ts'
import { notifications } from './tables.ts'
import type { Told } from './told.ts'

/** A notifier that was switched off. */
export interface Off {
  /** The version of its definition that was. */
  readonly version: number
  readonly reason: string
  /** ISO instant. */
  readonly since: string
}

/** The notifiers that are off, by id; only what fits their present version counts. */
export async function notifiersOff(handle: Handle): Promise<Map<string, Off>> {
  const rows = await notifications(handle).selectFrom('pmo.notifier_off').selectAll().execute()
  return new Map(rows.map(({ notifier, ...off }) => [notifier, off]))
}

export async function switchOff(
  tx: Tx,
  off: { readonly notifier: string; readonly version: number; readonly reason: string },
): Promise<void> {
  const { version, reason } = off
  await notifications(tx)
    .insertInto('pmo.notifier_off')
    .values(off)
    .onConflict((clash) => clash.column('notifier').doUpdateSet({ version, reason, since: sql`now()` }))
    .execute()
}

export async function switchOn(tx: Tx, notifier: string): Promise<void> {
  await notifications(tx).deleteFrom('pmo.notifier_off').where('notifier', '=', notifier).execute()
}

/** What was told of something. Its row is locked, so that two who look at once do not tell it twice. */
export async function toldBefore(tx: Tx, subject: string): Promise<Told | undefined> {
  await notifications(tx)
    .insertInto('pmo.told')
    .values({ subject, state: null, since: null })
    .onConflict((clash) => clash.doNothing())
    .execute()
  const { state, since } = await notifications(tx)
    .selectFrom('pmo.told')
    .select(['state', 'since'])
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return state === null || since === null ? undefined : { state, since }
}

export async function keepTold(tx: Tx, subject: string, { state, since }: Told): Promise<void> {
  await notifications(tx)
    .updateTable('pmo.told')
    .set({ state, since })
    .where('subject', '=', subject)
    .execute()
}

/** Of which of these something was told before. */
export async function toldOf(handle: Handle, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set()
  const rows = await notifications(handle)
    .selectFrom('pmo.told')
    .select('subject')
    .where('subject', 'in', subjects)
    .execute()
  return new Set(rows.map(({ subject }) => subject))
}
