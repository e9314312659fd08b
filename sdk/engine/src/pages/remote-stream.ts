import type { Stream } from '@headless-pmo/sdk'
import type { RawOutcome } from '../records/map-raw.ts'

/** A stored or disguised item to be mapped by a plugin that runs in its own process. */
export interface ItemToMap {
  readonly text: string
  readonly part: string
}

/** What the plugin's process says of it. Its records are checked where they are stored. */
export interface MappedElsewhere {
  readonly version?: string
  readonly outcome: RawOutcome
}

/** Maps items in one batch; as many results as items, in their order. */
export type MapBatch = (items: readonly ItemToMap[], config: unknown) => Promise<readonly MappedElsewhere[]>

/** An item of a page as the plugin's process gives it: named, versioned and mapped already. */
export interface PreparedItem {
  /** As it was on the wire. */
  readonly text: string
  readonly ref: string
  readonly version?: string
  /** The part that it was mapped for; absent: the mapping did not look at the part. */
  readonly part?: string
  readonly outcome: RawOutcome
}

/** No payload of a tracker can carry a symbol, so that none can pass for one of these. */
const REMOTE = Symbol('remote')

interface RemoteStream extends Stream {
  readonly [REMOTE]: MapBatch
}

/**
 * Marks a stream whose plugin runs in its own process: the items of its pages are {@link PreparedItem}s, and what has to be mapped
 * again goes there in batches. Its `ref`, `version`, `item` and `map` are never called here.
 */
export function remoteStream(stream: Stream, mapBatch: MapBatch): Stream {
  const remote: RemoteStream = { ...stream, [REMOTE]: mapBatch }
  return remote
}

/** How to map again over the boundary; undefined for a stream that runs here. */
export function mapBatchOf(stream: Stream): MapBatch | undefined {
  return REMOTE in stream ? (stream as RemoteStream)[REMOTE] : undefined
}
