/** The columns of a table: their names as shown, in order; a nameless one is named by its place. */
export function columnNames(header: readonly string[]): readonly string[] {
  return header.map((name, index) => name.trim() || `Column ${index + 1}`)
}

/** How alike two names are: case, spaces and signs do not count. */
export function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Letters to change to get from one name to another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(b).entries()) {
      const price = letter === other ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + price, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The column that was probably meant; undefined where none is near. */
export function nearestColumn(wanted: string, columns: readonly string[]): string | undefined {
  const plain = plainName(wanted)
  let best: { readonly column: string; readonly score: number } | undefined
  for (const column of columns) {
    const other = plainName(column)
    const contained = plain !== '' && other !== '' && (other.includes(plain) || plain.includes(other))
    const score = other === plain ? 0 : contained ? 1 : distance(plain, other)
    if (score <= Math.max(2, plain.length / 3) && (best === undefined || score < best.score))
      best = { column, score }
  }
  return best?.column
}

/** What to say of a column that the table does not have. */
export function missingColumn(wanted: string, field: string, columns: readonly string[]): string {
  const near = nearestColumn(wanted, columns)
  const hint =
    near === undefined
      ? `it has ${columns.map((name) => `"${name}"`).join(', ')}.`
      : `did you mean "${near}"?`
  return `There is no column "${wanted}" for \`${field}\`: ${hint}`
}
