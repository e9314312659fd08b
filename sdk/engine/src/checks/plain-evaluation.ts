import { recordKey, type CheckEvaluation, type CheckVerdict, type RecordEvidence } from '@headless-pmo/sdk'

const VERDICTS: ReadonlySet<unknown> = new Set<CheckVerdict>(['pass', 'fail', 'not_applicable', 'unknown'])
const KINDS: ReadonlySet<unknown> = new Set(recordKey.shape.kind.options)

type Fields = Readonly<Record<string, unknown>>

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function plainEvidence(piece: unknown): RecordEvidence | undefined {
  if (!isFields(piece)) return undefined
  const { record, field } = piece
  if (!isFields(record) || (field !== undefined && !isText(field))) return undefined
  const { connection, kind, ref } = record
  if (!isText(connection) || !isText(ref) || !KINDS.has(kind)) return undefined
  // Named boundary: its kind is one of the model's, see above.
  const key = { connection, kind, ref } as RecordEvidence['record']
  return field === undefined ? { record: key } : { record: key, field }
}

/**
 * The most frequent answers, without the cost of a schema: a verdict with a sentence, and evidence that points at records.
 * What it gives is what the schema gives of the same answer.
 *
 * @returns undefined for any other answer, right or wrong: the schema is to look at it
 */
export function plainEvaluation(given: unknown): CheckEvaluation | undefined {
  if (!isFields(given)) return undefined
  const { verdict, message, evidence, figure, action, key } = given
  if (!VERDICTS.has(verdict) || !isText(message) || !Array.isArray(evidence)) return undefined
  if (figure !== undefined || action !== undefined || (key !== undefined && !isText(key))) return undefined
  const pieces: RecordEvidence[] = []
  for (const piece of evidence as readonly unknown[]) {
    const plain = plainEvidence(piece)
    if (plain === undefined) return undefined
    pieces.push(plain)
  }
  // Named boundary: it is one of the verdicts, see above.
  const said = { verdict: verdict as CheckVerdict, evidence: pieces, message }
  return key === undefined ? said : { ...said, key }
}
