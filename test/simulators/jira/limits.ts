/** Three limits at once, each off until set. */
export interface LimitOptions {
  /** Points an hour (reset at the UTC hour) for OAuth apps; API tokens are exempt. */
  readonly pointsPerHour?: number | null
  /** Requests a second of one method and endpoint. */
  readonly burst?: number | null
  /** Writes of one issue within two seconds. */
  readonly writesPerIssue?: number | null
  /** How `X-RateLimit-Reset` is written. */
  readonly resetForm?: 'iso' | 'epoch'
  /** `RateLimit-Reason` of a quota refusal; null leaves it out, as a gateway does. */
  readonly quotaReason?: string | null
}
