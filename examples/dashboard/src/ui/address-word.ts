/** Most letters of a filter: longer ones no server takes, and nobody types. */
export const MOST_LETTERS = 200

/** A word of an address: digits alone are read as a number by the router. Absent where it is no word, or too long for one. Pure. */
export function wordOf(value: unknown): string | undefined {
  const word = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  return typeof word === 'string' && word.trim() !== '' && word.length <= MOST_LETTERS ? word : undefined
}
