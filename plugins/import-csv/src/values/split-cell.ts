/**
 * The values of a cell that holds a list: parted by line breaks and by each of the signs given. Empty ones and
 * repetitions are left out.
 */
export function splitCell(cell: string, signs: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const sign of cell) {
    if (sign === '\n' || sign === '\r' || signs.includes(sign)) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  return [...new Set([...parts, part].map((one) => one.trim()).filter((one) => one !== ''))]
}
