/** A connection as the API shows it; secrets by name only. */
export interface ConnectionView {
  readonly id: string
  readonly title: string
  readonly plugin: string
  readonly managed: 'file' | 'api'
  readonly version: number
  readonly changedBy: string
  /** ISO instant. */
  readonly changedAt: string
  /** The connector's own configuration, as it was written. */
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets: readonly {
    readonly name: string
    /** `env:NAME`, `file:PATH`, or `stored` for one kept in the database. */
    readonly from: string
  }[]
  /** As written; absent: the default. */
  readonly every?: string
  /** A person can give it access: where the authorization server sends that person back to. It has to be registered there. */
  readonly callback?: string
  /** Its config was written for an older version of its plugin; it runs with these changes. */
  readonly migrated?: { readonly from: number; readonly to: number; readonly changes: readonly string[] }
  /** Why it cannot be synced as it is; one sentence. */
  readonly problem?: string
}
