/**
 * A text without case and without the differences of compatible characters: for searching and for sorting
 * titles, the same on every server. Folding in the database would depend on its locale.
 */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
