/** Where in an expression something stands: `line 2, column 5`, both counted from 1. */
export function placeOf(expression: string, offset: number): string {
  const before = expression.slice(0, Math.max(0, offset)).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

/** Something that is wrong with an expression. */
export interface ExpressionMistake {
  /** Offset of the first character that is meant, from 0. */
  readonly offset: number
  /** What is wrong and what to write instead; goes on from the place: "line 1, column 6: ". */
  readonly problem: string
}
