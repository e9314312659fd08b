import { readCsv } from '../../csv/index.ts'
import { COLUMNS, fieldOf, type MappingProblem, type MappingRow } from './mapping-row.ts'

/** A mapping as it was read: its lines, and those that are none. */
export interface ReadMapping {
  readonly rows: readonly MappingRow[]
  readonly problems: readonly MappingProblem[]
}

/** Most lines of one mapping. */
export const MOST_ROWS = 20_000

/**
 * Reads a mapping: CSV with a line of column names (separated by comma, semicolon or tab), or JSON, a list of objects.
 * A line that cannot be read is told by its number, and the others are read. Pure.
 */
export function readMapping(text: string, format: 'csv' | 'json'): ReadMapping {
  const read = format === 'csv' ? fromCsv(text) : fromJson(text)
  if (read.rows.length <= MOST_ROWS) return read
  const sentence = `The mapping has ${read.rows.length} lines; at most ${MOST_ROWS} are taken at a time. Split it.`
  return { rows: [], problems: [{ line: MOST_ROWS + 1, sentence }] }
}

function fromCsv(text: string): ReadMapping {
  const { head, lines, problems } = readCsv(text)
  if (head === undefined) return { rows: [], problems: [...problems, nothing()] }
  const fields = head.cells.map((name) => fieldOf(name))
  if (!fields.includes('account') && !fields.includes('person') && !fields.includes('email')) {
    const sentence = `The first line names no column of a mapping; write e.g. ${COLUMNS.join(',')}.`
    return { rows: [], problems: [...problems, { line: head.line, sentence }] }
  }
  const rows = lines.map(({ line, cells }) => {
    const given = cells.flatMap((cell, at) => {
      const field = fields[at]
      return field === undefined || cell === '' ? [] : [[field, cell] as const]
    })
    return rowOf(line, Object.fromEntries(given))
  })
  return { rows, problems }
}

function fromJson(text: string): ReadMapping {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { rows: [], problems: [{ line: 1, sentence: `This is no JSON: ${why}.` }] }
  }
  if (!Array.isArray(value)) {
    const sentence = 'This is no list; write [{ "connection": "…", "account": "…", "person": "…" }, …].'
    return { rows: [], problems: [{ line: 1, sentence }] }
  }
  if (value.length === 0) return { rows: [], problems: [nothing()] }
  const rows: MappingRow[] = []
  const problems: MappingProblem[] = []
  for (const [index, entry] of value.entries()) {
    const line = index + 1
    const given = typeof entry === 'object' && entry !== null ? fieldsOf(Object.entries(entry)) : undefined
    if (given === undefined)
      problems.push({
        line,
        sentence: 'This entry is no object of texts; write { "account": "…", "person": "…" }.',
      })
    else rows.push(rowOf(line, given))
  }
  return { rows, problems }
}

/** Fields of an entry; undefined where one holds something that is no text, nor a list of texts. */
function fieldsOf(
  entries: readonly (readonly [string, unknown])[],
): Record<string, string | string[]> | undefined {
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of entries) {
    const field = fieldOf(name)
    if (field === undefined || value === null || value === '') continue
    if (typeof value === 'string') fields[field] = value.trim()
    else if (Array.isArray(value) && value.every((one) => typeof one === 'string')) fields[field] = value
    else return undefined
  }
  return fields
}

function rowOf(line: number, fields: Readonly<Record<string, string | readonly string[]>>): MappingRow {
  const { roles, ...texts } = fields
  const listed = typeof roles === 'string' ? roles.split(/[;,]/) : roles
  const all = listed?.map((role) => role.trim()).filter((role) => role !== '')
  return { line, ...texts, ...(all !== undefined && all.length > 0 && { roles: all }) }
}

function nothing(): MappingProblem {
  return {
    line: 1,
    sentence: `There is nothing in it; write a line of column names, e.g. ${COLUMNS.join(',')}.`,
  }
}
