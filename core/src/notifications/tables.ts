import type { Notification } from '@headless-pmo/sdk'
import type { Generated } from 'kysely'
import type { Handle } from '../database/index.ts'
import type { DeliveryAttempt, DeliveryState } from './delivery.ts'

interface NotificationTable {
  id: string
  type: string
  at: string
  body: Notification
}

/** One row a notification and notifier: the truth about it; jobs only say when to look at it. */
export interface DeliveryTable {
  id: string
  notification: string
  notifier: string
  state: DeliveryState
  /** Counts up whenever the row changes; a job of an earlier turn has nothing left to do. */
  turn: Generated<number>
  /** Requests of all rounds. */
  attempts: Generated<number>
  /** Attempts since it was asked for, by the event or by a person. */
  tries: Generated<number>
  created_at: Generated<string>
  /** When it was asked for last. */
  asked_at: Generated<string>
  next_at: string | null
  ended_at: string | null
  problem: string | null
  log: Generated<readonly DeliveryAttempt[]>
}

/** Notifiers that were switched off; one whose definition has changed since counts as on. */
interface NotifierOffTable {
  notifier: string
  version: number
  reason: string
  since: Generated<string>
}

/** The state of something as it was last told, so that only changes are told. */
interface ToldTable {
  subject: string
  state: string | null
  since: string | null
}

type NotificationTables = {
  'pmo.notification': NotificationTable
  'pmo.notification_delivery': DeliveryTable
  'pmo.notifier_off': NotifierOffTable
  'pmo.told': ToldTable
}

/** A handle that knows this feature's tables. */
export const notifications = (handle: Handle) => handle.$extendTables<NotificationTables>()
