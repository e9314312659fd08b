/** JSON nested deeper than this is kept as text: databases end a statement that parses far deeper values. */
export const DEEPEST = 2000

const WRAP = '~tooDeep'

/** Whether a JSON text nests deeper than {@link DEEPEST}. Cheap for ordinary texts, which have few brackets. */
export function isTooDeep(text: string): boolean {
  if (count(text, '{', DEEPEST) + count(text, '[', DEEPEST) <= DEEPEST) return false
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const c = text[at]
    if (inString) {
      if (c === '\\') at++
      else if (c === '"') inString = false
    } else if (c === '"') inString = true
    else if (c === '{' || c === '[') {
      if (++depth > DEEPEST) return true
    } else if (c === '}' || c === ']') depth--
  }
  return false
}

/** Puts a text that is too deep into a flat value, so that it can be stored without harm to any other item. */
export function wrapDeep(text: string): { readonly text: string; readonly value: unknown } {
  const value = { [WRAP]: text }
  return { text: JSON.stringify(value), value }
}

/** Whether a value is one that {@link wrapDeep} made. */
export function isWrappedDeep(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, WRAP)
}

function count(text: string, bracket: string, most: number): number {
  let found = 0
  for (let at = text.indexOf(bracket); at >= 0 && found <= most; at = text.indexOf(bracket, at + 1)) found++
  return found
}
