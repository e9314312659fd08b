/** A cell of a table while it is written. */
export interface Cell {
  /** Its blocks, one line each. */
  readonly lines: readonly string[]
  readonly header: boolean
  readonly columns: number
  readonly rows: number
}

// A cell may claim to cover any number of others; past this it is taken at less than its word.
const WIDEST_SPAN = 100

/**
 * Rows as a table of Markdown, which must have a header: an empty one where the tracker has none. Spans become
 * empty cells, as many as there are cells with text and then no more, so that the result stays in proportion.
 */
export function tableLines(rows: readonly (readonly Cell[])[]): readonly string[] {
  const filled = rows.filter((row) => row.length > 0)
  let budget = 200 + 4 * filled.reduce((sum, row) => sum + row.length, 0)
  const covered = new Map<number, number>()
  const texts = filled.map((row) => {
    const line: string[] = []
    const skipCovered = (): void => {
      for (;;) {
        const left = covered.get(line.length) ?? 0
        if (left === 0 || budget <= 0) return
        covered.set(line.length, left - 1)
        line.push('')
        budget -= 1
      }
    }
    for (const cell of row) {
      skipCovered()
      const width = Math.max(1, Math.min(cell.columns, WIDEST_SPAN, budget))
      budget -= width - 1
      for (let column = 0; column < width; column += 1) {
        if (cell.rows > 1) covered.set(line.length, cell.rows - 1)
        line.push(column === 0 ? cell.lines.join('<br>') : '')
      }
    }
    skipCovered()
    return line
  })
  const columns = widest(texts)
  if (columns === 0) return []
  const hasHeader = filled[0]?.every(({ header }) => header) ?? false
  const head = hasHeader ? (texts[0] ?? []) : []
  const padded = [...head, ...Array.from({ length: columns - head.length }, () => '')]
  return [rowLine(padded), `|${' --- |'.repeat(columns)}`, ...texts.slice(hasHeader ? 1 : 0).map(rowLine)]
}

function widest(rows: readonly (readonly string[])[]): number {
  let found = 0
  for (const { length } of rows) found = Math.max(found, length)
  return found
}

const rowLine = (cells: readonly string[]): string => `|${cells.map((cell) => ` ${cell} |`).join('')}`
