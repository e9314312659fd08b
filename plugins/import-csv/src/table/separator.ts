/** What may part the cells of a row. */
export const SEPARATORS = [',', ';', 'tab', '|'] as const
export type Separator = (typeof SEPARATORS)[number]

/** The sign itself. */
export function signOf(separator: Separator): string {
  return separator === 'tab' ? '\t' : separator
}

/** How often each separator stands outside of quotes, in each of the first rows. */
function countsPerRow(text: string, most: number): readonly ReadonlyMap<string, number>[] {
  const rows: Map<string, number>[] = []
  let row = new Map<string, number>()
  let quoted = false
  let empty = true
  for (const sign of text) {
    if (sign === '"') quoted = !quoted
    else if (!quoted && (sign === '\n' || sign === '\r')) {
      if (!empty) rows.push(row)
      if (rows.length === most) return rows
      row = new Map()
      empty = true
      continue
    } else if (!quoted && ',;\t|'.includes(sign)) row.set(sign, (row.get(sign) ?? 0) + 1)
    empty = false
  }
  // The last row may be cut where the text ends.
  if (rows.length === 0) rows.push(row)
  return rows
}

const ROWS_LOOKED_AT = 20

/**
 * What parts the cells of a table, by its beginning: what stands in the row of names, and as often in the rows
 * below it. A first line `sep=;`, as Excel writes it, says so itself.
 */
export function findSeparator(text: string, headerRow = 1): Separator {
  const told = /^sep=(.)\r?\n/i.exec(text)?.[1]
  const known = SEPARATORS.find((one) => signOf(one) === told)
  if (known !== undefined) return known
  const [header, ...below] = countsPerRow(text, headerRow - 1 + ROWS_LOOKED_AT).slice(headerRow - 1)
  let best: { readonly separator: Separator; readonly score: number } | undefined
  // A comma stands in texts more than the others do: where two fit alike, it is the text's.
  for (const separator of SEPARATORS.toReversed()) {
    const sign = signOf(separator)
    const named = header?.get(sign) ?? 0
    if (named === 0) continue
    // Rows that agree with the names weigh more than how many names there are.
    const agreeing = below.filter((row) => (row.get(sign) ?? 0) === named).length
    const score = (below.length === 0 ? 1 : agreeing / below.length) * 1000 + named
    if (best === undefined || score > best.score) best = { separator, score }
  }
  return best?.separator ?? ','
}
