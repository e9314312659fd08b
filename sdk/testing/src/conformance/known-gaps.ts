import type { Law } from '../laws/law.ts'

/**
 * Refuses ids that are no law's: a gap that nobody checks any more would stay for ever.
 * @throws Error with the nearest id
 */
export function refuseUnknownLaws(ids: readonly string[], laws: readonly Law[], where: string): void {
  const known = new Set(laws.map(({ id }) => id))
  for (const id of ids) {
    if (known.has(id)) continue
    const [first = '', ...rest] = [...known].toSorted((a, b) => distance(id, a) - distance(id, b))
    const hint = rest.length === 0 ? '' : ` Did you mean ${first}?`
    throw new Error(`${where} names "${id}", which is no law of this kit.${hint}`)
  }
}

/** Edits between two ids: letters by case count half. */
function distance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0] ?? 0
    row[0] = i
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1] ?? '', b[j - 1] ?? '']
      const price = x === y ? 0 : x.toUpperCase() === y.toUpperCase() ? 0.5 : 1
      const next = Math.min((row[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, diagonal + price)
      diagonal = row[j] ?? 0
      row[j] = next
    }
  }
  return row[b.length] ?? 0
}
