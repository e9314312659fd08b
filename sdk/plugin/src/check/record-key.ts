import { z } from 'zod'
import { recordSchemas, type PortfolioRecord, type RecordKind } from '../model/index.ts'

// The keys of an object literal; TypeScript only gives them as strings.
const RECORD_KINDS = Object.keys(recordSchemas) as RecordKind[]

/**
 * The public key of a record: the connection it comes from, its kind, and the tracker's own ref.
 *
 * @example
 * ```ts
 * recordKey.parse({ connection: 'jira', kind: 'workItem', ref: '10012' })
 * ```
 */
export const recordKey = z.object({
  connection: z.string().min(1).describe('Id of the connection'),
  kind: z.enum(RECORD_KINDS),
  ref: z.string().min(1),
})
/** Names one record of the portfolio. The shape of {@link recordKey}. */
export type RecordKey = Readonly<z.infer<typeof recordKey>>

/**
 * A record with where it comes from. It is a {@link RecordKey} too, so that it can be handed on wherever a
 * key is asked for.
 *
 * @example
 * ```ts
 * const late = (item: Sourced<WorkItem>) => `${item.connection}: ${item.key ?? item.ref} is late`
 * ```
 */
export type Sourced<R extends PortfolioRecord = PortfolioRecord> = R & {
  /** Id of the connection it was read through. */
  readonly connection: string
  /** Id of the PMO's project that it belongs to; absent: no project has claimed it. */
  readonly project?: string | undefined
}
