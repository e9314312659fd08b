import type { AnyConnector, ClosedPart, Fetch, Part, Refresh } from '@headless-pmo/sdk'
import type { Clock } from '../ports/clock.ts'
import type { Lease, Store } from '../ports/store.ts'
import type { Disguise } from '../pages/decode-item.ts'
import type { StreamResult } from '../stream-result.ts'

/** Everything a run of a connection needs; nothing else is reached for. */
export interface RunContext {
  readonly connection: string
  readonly pluginVersion: string
  readonly connector: AnyConnector
  /** Parsed by the connector's own schema. */
  readonly config: unknown
  readonly store: Store
  readonly lease: Lease
  readonly clock: Clock
  readonly fetch: Fetch
  readonly signal: AbortSignal
  /** Read everything again and take a census. */
  readonly full: boolean
  /** Least time between two censuses of a stream, milliseconds. */
  readonly censusEveryMs: number
  /** Only these streams; absent: all. */
  readonly streams?: readonly string[]
  /** Only these items, by stream: what webhooks hint at. Streams run whole where the list is empty. */
  readonly refresh?: ReadonlyMap<string, readonly Refresh[]>
  /** Hides people who are to be forgotten, before anything is compared or stored (law 17). */
  readonly disguise?: Disguise
  /** After every step. */
  readonly onProgress?: (results: readonly StreamResult[]) => void
  readonly log?: (level: 'info' | 'warn', stream: string, message: string) => void
}

/** The parts of one partition as listed in this run. */
export type ListedParts = readonly (Part<unknown> | ClosedPart)[]

export function isClosed(part: Part<unknown> | ClosedPart): part is ClosedPart {
  return 'problem' in part
}
