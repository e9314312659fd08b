import type { Choice, Choices } from './filter-bar.tsx'
import type { OverviewRow } from './overview-row.ts'

/** What there is to narrow the portfolio down by: everything that some project names. */
export function choicesOf(rows: readonly Pick<OverviewRow, 'project'>[]): Choices {
  const named = (pick: (project: OverviewRow['project']) => readonly (string | undefined)[]): Choice[] =>
    [...new Set(rows.flatMap(({ project }) => pick(project)))]
      .filter((name) => name !== undefined)
      .toSorted((one, other) => one.localeCompare(other))
      .map((name) => ({ id: name, name }))
  return {
    portfolio: named(({ portfolio }) => [portfolio]),
    program: named(({ program }) => [program]),
    tag: named(({ tags }) => tags),
    manager: named(({ manager }) => [manager]),
  }
}
