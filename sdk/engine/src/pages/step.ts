import type { Stream } from '@headless-pmo/sdk'
import type { PartState, RecordWrite, StreamKey } from '../ports/store.ts'
import type { DecodedItem } from './decode-item.ts'
import type { Departure } from './departures.ts'
import type { Mapper } from './mapper.ts'

/** A stream with what mapping and storing it needs. */
export interface BoundStream {
  readonly key: StreamKey
  readonly stream: Stream
  readonly config: unknown
  readonly mapKey: string
  readonly mapper: Mapper
}

/** One step of a stream to be committed: items that are there, items that are gone, where to go on. */
export interface Step {
  readonly part: string
  readonly items: readonly DecodedItem[]
  /** Already judged by the removal guard. */
  readonly gone: readonly Departure[]
  readonly state?: PartState
  /** Whether the items came along in another stream's reply: they wait in {@link ALONG_PART} for their own read. */
  readonly along?: boolean
  /** Refs about whose removal a person was asked: those that are there after all are written anew. */
  readonly asked?: ReadonlySet<string>
}

/** What a step did. */
export interface StepOutcome {
  readonly written: number
  readonly unchanged: number
  readonly refused: number
  readonly unmapped: readonly { readonly ref: string; readonly error: string }[]
  readonly conflicts: readonly string[]
  readonly records: readonly RecordWrite[]
  readonly removed: number
}

/** Part of raw items that were seen only in replies of other streams. */
export const ALONG_PART = '~along'

/** Part that holds no item: its key is stale while items with a contested record are to be mapped again. */
export const CONTESTED_PART = '~contested'
