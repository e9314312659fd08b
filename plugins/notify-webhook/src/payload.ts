import type { Notification } from '@headless-pmo/sdk'

/** The body of a delivery, in the shape that Standard Webhooks recommends. */
export interface WebhookPayload {
  /** `run.failed`, `removals.waiting` …; new types are added over time. */
  readonly type: Notification['type']
  /** When it happened, which is not when it was sent: ISO instant. */
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}

/** A notification as a receiver gets it; its own data beside what all of them have. Pure. */
export function payloadOf({ type, at, data, ...rest }: Notification): WebhookPayload {
  return { type, timestamp: at, data: { ...data, ...rest } }
}
