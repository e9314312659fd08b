import type { EvidenceRow, Indicator } from '../../portfolio/index.ts'
import { table, type ReportTable } from '../report-document.ts'
import { cell } from './common-parts.ts'
import { valueText } from './tell-value.ts'

/** The status sums up the others; their rows tell more. */
const SUMS = new Set(['status', 'health'])

/**
 * The rows behind each figure that is not green: of a red or amber one those that make it so, of an unknown one those that say
 * nothing. A light without rows could only be believed. Pure.
 * @returns no table where every figure is green or not judged
 */
export function evidenceTable(figures: readonly Indicator[]): readonly ReportTable[] {
  const told = figures.filter(({ id, light }) => !SUMS.has(id) && light !== undefined && light !== 'green')
  const rows = told.flatMap((figure) =>
    rowsOf(figure).map((row) => [
      cell(figure.title),
      cell(nameOf(row)),
      cell(row.brings === undefined ? 'says nothing' : valueText(row.brings)),
    ]),
  )
  if (rows.length === 0) return []
  return [table('Rows behind what is not green, the most telling first', ['Figure', 'Row', 'It says'], rows)]
}

function rowsOf({ light, evidence }: Indicator): readonly EvidenceRow[] {
  if (light === 'unknown') return evidence.filter(({ brings }) => brings === undefined)
  return evidence.filter(
    ({ brings }) => brings !== undefined && !(brings.type === 'count' && brings.count === 0),
  )
}

function nameOf({ of, title }: EvidenceRow): string {
  return 'key' in of && of.key !== undefined ? `${of.key} ${title}` : title
}
