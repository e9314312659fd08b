import type { NotificationType } from '@headless-pmo/sdk'

/** `waiting`: an attempt is under way or comes. `dead`: given up; kept to be looked at and sent again. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead'
export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const satisfies readonly DeliveryState[]

/** One attempt that was made. */
export interface DeliveryAttempt {
  /** ISO instant of its end. */
  readonly at: string
  readonly ms: number
  /** Absent: the receiver took it. */
  readonly problem?: string
}

/** What became of one notification at one notifier. */
export interface Delivery {
  /** The same on every attempt; receivers tell repetitions by it. */
  readonly id: string
  readonly notifier: string
  readonly notification: string
  readonly type: NotificationType
  readonly title: string
  readonly state: DeliveryState
  readonly attempts: number
  /** ISO instants. */
  readonly createdAt: string
  /** Of the next attempt. */
  readonly nextAt?: string
  readonly endedAt?: string
  /** Why it is not delivered; one sentence. */
  readonly problem?: string
  /** The last attempts, oldest first. */
  readonly log: readonly DeliveryAttempt[]
}
