import { didYouMean } from '../../config/index.ts'
import { columnsOf, type Column } from './columns.ts'
import { aKind, type RegisterKind } from './register-kind.ts'

/** What texts say of an entry: fields to set, and what is wrong with them, a sentence each. */
export interface ReadTexts {
  readonly set: Readonly<Record<string, unknown>>
  readonly problems: readonly string[]
}

const NUMBER = /^-?\d{1,15}(\.\d{1,9})?$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

/**
 * Reads the fields of an entry from texts, as cells of a table or a command line give them. An empty text sets nothing; `-`
 * takes a field away. A day stands for its midnight in UTC where an instant is wanted; `30%` is 0.3 where a share is.
 */
export function readTexts(kind: RegisterKind, texts: Readonly<Record<string, string>>): ReadTexts {
  const columns = columnsOf(kind)
  const set: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, given] of Object.entries(texts)) {
    const text = given.trim()
    if (text === '') continue
    const column = columns.find((one) => one.name === name)
    if (column === undefined) {
      const names = columns.map((one) => one.name)
      problems.push(`There is no field "${name.slice(0, 60)}" of ${aKind(kind)}; ${didYouMean(name, names)}`)
      continue
    }
    const value = text === '-' ? null : valueOf(column, text)
    if (value === undefined) problems.push(`${name}: "${text.slice(0, 60)}" is no number; write e.g. 12.5`)
    else set[name] = value
  }
  return kind === 'artefact' ? { set: withApproval(set, problems), problems } : { set, problems }
}

function valueOf({ reading }: Column, text: string): unknown {
  if (reading === 'instant') return DAY.test(text) ? `${text}T00:00:00Z` : text
  if (reading === 'text') return text
  const isPercent = reading === 'share' && text.endsWith('%')
  const digits = isPercent ? text.slice(0, -1).trim() : text
  if (!NUMBER.test(digits)) return undefined
  return isPercent ? Number(digits) / 100 : Number(digits)
}

/** The columns of an approval become the approval; half of one is refused. */
function withApproval(
  { approvedBy, approvedAt, approvedVersion, ...set }: Readonly<Record<string, unknown>>,
  problems: string[],
): Readonly<Record<string, unknown>> {
  if (approvedBy === undefined && approvedAt === undefined && approvedVersion === undefined) return set
  if (approvedBy === undefined || approvedAt === undefined) {
    problems.push('An approval needs both approvedBy and approvedAt.')
    return set
  }
  const version = approvedVersion ?? set['version']
  return {
    ...set,
    approvals: [{ by: approvedBy, at: approvedAt, ...(typeof version === 'string' && { version }) }],
  }
}
