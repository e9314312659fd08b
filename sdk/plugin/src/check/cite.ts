import type { PortfolioRecord } from '../model/index.ts'
import type { RecordEvidence } from './evaluation.ts'
import type { Sourced } from './record-key.ts'

/** The fields of a record that evidence may name; `fields.<key>` for a custom field. See {@link cite}. */
export type FieldOf<R> = R extends unknown ? (keyof R & string) | `fields.${string}` : never

/**
 * Evidence that points at fields of a record, or at the record as a whole where no field is named.
 *
 * @example
 * ```ts
 * cite(item, 'due', 'status') // two pieces of evidence; the host adds the values
 * ```
 */
export function cite<R extends PortfolioRecord>(
  record: Sourced<R>,
  ...fields: readonly FieldOf<R>[]
): readonly RecordEvidence[] {
  const key = { connection: record.connection, kind: record.kind, ref: record.ref }
  return fields.length === 0 ? [{ record: key }] : fields.map((field) => ({ record: key, field }))
}
