import { recordSchemas, type PortfolioRecord, type Stream } from '@headless-pmo/sdk'
import { canonicalJson } from './canonical-json.ts'
import { cleanText, mayNeedCleaning } from './clean-text.ts'
import { contentHash } from './content-hash.ts'
import { describeIssues } from './describe-issues.ts'
import { mappingFailed, mapRaw, type RawOutcome } from './map-raw.ts'

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
  return checkOutcome(mapRaw(stream, item.value, context), item.text)
}

/**
 * Checks and cleans the records that a mapping gave, wherever it ran.
 * @param text of the raw item: it tells whether there may be anything to clean
 */
export function checkOutcome(outcome: RawOutcome, text: string): MapOutcome {
  if (!outcome.ok) return outcome
  try {
    const dirty = mayNeedCleaning(text)
    const seen = new Set<string>()
    const records: MappedRecord[] = []
    for (const input of outcome.records) {
      const record = checkRecord(input, dirty)
      const name = `${record.data.kind}\n${record.data.ref}`
      if (seen.has(name))
        return { ok: false, error: `The mapping gives ${record.data.kind} ${record.data.ref} twice.` }
      seen.add(name)
      records.push(record)
    }
    return { ok: true, records }
  } catch (error) {
    return mappingFailed(error)
  }
}

/** What a mapping gives may be anything, whatever its type says: plain JavaScript wrote it, perhaps in another process. */
function checkRecord(given: unknown, dirty: boolean): MappedRecord {
  const input =
    typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {}
  const cleaned = dirty ? cleanText(given) : { value: given, changed: false }
  const { kind, ref } = input
  if (typeof kind !== 'string' || !Object.hasOwn(recordSchemas, kind))
    throw new Error(`there is no kind of record named "${String(kind)}"`)
  // Just looked up.
  const schema = recordSchemas[kind as keyof typeof recordSchemas]
  const checked = schema.safeParse(cleaned.value)
  if (!checked.success) {
    throw new Error(`${kind} ${String(ref)} is not a valid record: ${describeIssues(checked.error)}`)
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
