/** A notifier as the API shows it; secrets by name only. */
export interface NotifierView {
  readonly id: string
  readonly title: string
  readonly plugin: string
  readonly managed: 'file' | 'api'
  readonly version: number
  readonly changedBy: string
  /** ISO instant. */
  readonly changedAt: string
  /** Kinds of notifications, or `*` for all. */
  readonly on: readonly string[]
  /** The plugin's own configuration, as it was written. */
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: readonly {
    readonly name: string
    /** `env:NAME`, `file:PATH`, or `stored` for one kept in the database. */
    readonly from: string
  }[]
  /** Set when it was switched off: nothing is sent until a person switches it on, or changes it. */
  readonly off?: { readonly reason: string; readonly since: string }
  readonly waiting: number
  readonly dead: number
  readonly lastDeliveredAt?: string
  /** Why it cannot send as it is; one sentence. */
  readonly problem?: string
}
