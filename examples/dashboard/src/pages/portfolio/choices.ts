import type { Choice, Choices } from './filter-bar.tsx'
import type { OverviewRow } from './overview-row.ts'

/** Names of portfolios and programs by their ids. */
export interface ScopeNames {
  readonly portfolio: ReadonlyMap<string, string>
  readonly program: ReadonlyMap<string, string>
}

/** What there is to narrow the portfolio down by: everything that some project names, by the names that people know. */
export function choicesOf(rows: readonly Pick<OverviewRow, 'project'>[], names: ScopeNames): Choices {
  const named = (
    pick: (project: OverviewRow['project']) => readonly (string | undefined)[],
    known?: ReadonlyMap<string, string>,
  ): Choice[] =>
    [...new Set(rows.flatMap(({ project }) => pick(project)))]
      .filter((id) => id !== undefined)
      .map((id) => ({ id, name: known?.get(id) ?? id }))
      .toSorted((one, other) => one.name.localeCompare(other.name))
  return {
    portfolio: named(({ portfolio }) => [portfolio], names.portfolio),
    program: named(({ program }) => [program], names.program),
    tag: named(({ tags }) => tags),
    manager: named(({ manager }) => [manager]),
  }
}
