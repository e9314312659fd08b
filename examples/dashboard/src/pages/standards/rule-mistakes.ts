/** Something wrong with a rule that was tried or saved. */
export interface RuleMistake {
  /** Field of the rule; absent: the server names none. */
  readonly field?: string
  /** Where in an expression, from 1. */
  readonly line?: number
  readonly column?: number
  readonly sentence: string
}

const PLACED = /^(\w+) of the rule "[^"]*", line (\d+), column (\d+): (.+)$/
const OF_A_FIELD = /^(?:house|setting)\.(\w+)(?:\.\S+)?: (.+)$/
const NAMED = /^(\w+) of the rule "[^"]*",? ?:?(.+)$/

/** The mistakes in the server's refusal, each with its place where it names one. */
export function ruleMistakesOf(refusal: string): readonly RuleMistake[] {
  const [head = '', ...lines] = refusal.split('\n')
  if (lines.length > 0) return lines.map((line) => mistakeOf(line.trim()))
  const invalid = /^The request is not valid: (.+?)\.?$/.exec(head)?.[1]
  if (invalid !== undefined) {
    // A sentence may hold "; " itself: only one that begins with a place begins a mistake.
    return invalid.split(/; (?=(?:house|setting)\.\w)/).map(mistakeOf)
  }
  return [mistakeOf(head.replace(/^The rule(?: "[^"]*")?: /, ''))]
}

function mistakeOf(text: string): RuleMistake {
  const [, field, line, column, sentence] = PLACED.exec(text) ?? []
  if (field !== undefined && sentence !== undefined)
    return { field, line: Number(line), column: Number(column), sentence: sentenceOf(sentence) }
  const [, of, said] = OF_A_FIELD.exec(text) ?? NAMED.exec(text) ?? []
  return of !== undefined && said !== undefined
    ? { field: of, sentence: sentenceOf(said.trim()) }
    : { sentence: text }
}

function sentenceOf(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** The line of an expression that a mistake is in, and how far in: for a mark below it. */
export function placeOf(
  expression: string,
  { line, column }: RuleMistake,
): { readonly text: string; readonly before: string } | undefined {
  if (line === undefined || column === undefined) return undefined
  const text = expression.split('\n')[line - 1]
  // Tabs stay tabs, so that the mark stands below its place.
  return text === undefined
    ? undefined
    : { text, before: text.slice(0, column - 1).replaceAll(/[^\t]/g, ' ') }
}
