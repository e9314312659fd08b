import type { CoverageRow, Violation } from './violation.ts'

/** Throws with a list when a reply or a request broke the API description. */
export const assertHonest = (sim: { readonly violations: readonly Violation[] }): void => {
  if (sim.violations.length === 0) return
  const lines = sim.violations
    .slice(0, 20)
    .map(
      ({ side, operation, status, place, problem }) =>
        `  ${side} of ${operation} (${status}) ${place}: ${problem}`,
    )
  throw new Error(`${sim.violations.length} breaches of the API description:\n${lines.join('\n')}`)
}

/** The (operation, status) counts as lines for a terminal. */
export const coverageTable = (rows: readonly CoverageRow[]): string => {
  const width = Math.max(0, ...rows.map((row) => row.operation.length))
  return rows.map((row) => `${row.operation.padEnd(width)}  ${row.status}  ${row.count}`).join('\n')
}
