import { recordSchemas, type PortfolioRecord, type RecordInput, type Stream } from '@headless-pmo/sdk'
import { canonicalJson } from './canonical-json.ts'
import { cleanText, mayNeedCleaning } from './clean-text.ts'
import { contentHash } from './content-hash.ts'
import { DEEPEST, isWrappedDeep } from './nesting.ts'
import { describeIssues } from './describe-issues.ts'

/** A checked record with the hash of its canonical text. */
export interface MappedRecord {
  readonly data: PortfolioRecord
  readonly hash: string
}

/** What a mapping gave: records, or the reason why it could not. Never throws: a bad item harms itself alone. */
export type MapOutcome =
  | { readonly ok: true; readonly records: readonly MappedRecord[] }
  | { readonly ok: false; readonly error: string }

/** Maps one raw item: checks its shape, runs the plugin's pure function, checks and cleans the records. */
export function mapItem(
  stream: Stream,
  item: { readonly value: unknown; readonly text: string },
  context: { readonly config: unknown; readonly part: string },
): MapOutcome {
  try {
    if (isWrappedDeep(item.value)) {
      return { ok: false, error: `It nests deeper than ${DEEPEST} levels and is kept as text only.` }
    }
    const shape = stream.item.safeParse(item.value)
    if (!shape.success)
      return { ok: false, error: `The reply has another shape than expected: ${describeIssues(shape.error)}` }
    const dirty = mayNeedCleaning(item.text)
    const seen = new Set<string>()
    const records: MappedRecord[] = []
    for (const input of stream.map(item.value, context)) {
      const record = checkRecord(input, dirty)
      const name = `${record.data.kind}\n${record.data.ref}`
      if (seen.has(name))
        return { ok: false, error: `The mapping gives ${record.data.kind} ${record.data.ref} twice.` }
      seen.add(name)
      records.push(record)
    }
    return { ok: true, records }
  } catch (error) {
    return {
      ok: false,
      error: `The mapping failed: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

function checkRecord(input: RecordInput, dirty: boolean): MappedRecord {
  const cleaned = dirty ? cleanText(input) : { value: input, changed: false }
  const schema = recordSchemas[input.kind]
  if (schema === undefined) throw new Error(`there is no kind of record named "${input.kind}"`)
  const checked = schema.safeParse(cleaned.value)
  if (!checked.success) {
    throw new Error(`${input.kind} ${input.ref} is not a valid record: ${describeIssues(checked.error)}`)
  }
  const data: PortfolioRecord = cleaned.changed
    ? {
        ...checked.data,
        warnings: [
          ...(checked.data.warnings ?? []),
          'Characters that text cannot hold (U+0000, lone surrogates) were replaced by U+FFFD.',
        ],
      }
    : checked.data
  const text = canonicalJson(data)
  return { data, hash: contentHash(text) }
}
