/** Something wrong with a table, and where. */
export interface Problem {
  /** Name of the file; absent where there is but one text. */
  readonly file?: string
  /** Row as a spreadsheet counts, 1 the first. */
  readonly row?: number
  readonly column?: string
  /** One sentence with the place in it. */
  readonly message: string
}

const MOST_TOLD = 5

/** Says in one sentence why a table is refused. */
export function refusal(problems: readonly Problem[]): Error {
  const told = problems.slice(0, MOST_TOLD).map(({ message }) => message)
  const rest = problems.length - told.length
  const more = rest > 0 ? ` And ${rest} more of the kind.` : ''
  return new Error(`The table is refused, and what is stored of it stays. ${told.join(' ')}${more}`)
}
