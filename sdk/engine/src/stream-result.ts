/** How one stream of a run ended, with its counts (law 15). */
export interface StreamResult {
  readonly stream: string
  /** `waiting` and `running` while the run goes on. */
  readonly state: 'running' | 'ok' | 'partial' | 'failed' | 'skipped'
  /** Why it is not `ok`, in a sentence each; and what a reader was warned of. */
  readonly reasons: readonly string[]
  readonly pages: number
  /** Raw items seen, and of these: written, unchanged, refused for a lower version, not mappable. */
  readonly items: number
  readonly written: number
  readonly unchanged: number
  readonly refused: number
  readonly unmapped: number
  /** Records by what happened to them. */
  readonly created: number
  readonly updated: number
  readonly retired: number
  readonly restored: number
  /** Stored items mapped again because the mapping changed. */
  readonly remapped: number
  /** Removals that wait for a person. */
  readonly held: number
  /** The stream fell to zero; nothing was removed. */
  readonly suspect: boolean
  readonly total?: number
  /** There is no part to read: the connection does not have what the stream is for, and the run does not count it. */
  readonly idle?: true
}

/** What a dry run found that a real one would do; samples are bounded, counts are not. */
export interface RunDifference {
  readonly created: number
  readonly updated: number
  readonly retired: number
  readonly restored: number
  readonly held: number
  readonly samples: readonly {
    readonly event: string
    readonly kind: string
    readonly ref: string
    readonly title?: string
    readonly fields?: readonly string[]
  }[]
}
