import { dayText, deltaText } from '../../ui/format.ts'
import type { OverviewRow } from './overview-row.ts'

/** A project behind a number that stands under the table, with what it brings to it. */
export interface Part {
  readonly row: OverviewRow
  /** How many of what is counted; where projects themselves are counted, one. */
  readonly count: number
  readonly told: string
}

/** A number under the table: whose it is, and what they bring. */
interface Sum {
  readonly counts: 'projects' | 'findings'
  /** Of none of what is counted: 0. */
  readonly of: (row: OverviewRow) => number
  readonly tell: (row: OverviewRow) => string
}

const found = (of: (row: OverviewRow) => number): Sum => ({
  counts: 'findings',
  of: (row) => (row.findings.asOf === undefined ? 0 : of(row)),
  tell: (row) => String(of(row)),
})

const projects = (is: (row: OverviewRow) => boolean, tell: (row: OverviewRow) => string): Sum => ({
  counts: 'projects',
  of: (row) => (is(row) ? 1 : 0),
  tell,
})

/** The numbers that stand under the table. */
export const SUMS = {
  finishUnknown: projects(
    ({ dates }) => dates.scheduledFinish === undefined,
    ({ dates }) =>
      dates.namedFinish === undefined ? 'items name no day' : `items name ${dayText(dates.namedFinish)}`,
  ),
  late: projects(
    ({ dates: { deltaDays = 0, namedDeltaDays = 0 } }) => deltaDays > 0 || namedDeltaDays > 0,
    ({ dates: { deltaDays = 0, namedDeltaDays = 0 } }) => deltaText(Math.max(deltaDays, namedDeltaDays)),
  ),
  deltaUnknown: projects(
    ({ dates }) => dates.deltaDays === undefined && dates.namedDeltaDays === undefined,
    ({ dates }) =>
      dates.committedFinish === undefined && dates.baselineFinish === undefined
        ? 'nothing promised, no baseline'
        : 'no finish is known',
  ),
  forecastUnknown: projects(
    ({ forecast }) => forecast.p80 === undefined,
    ({ forecast }) => forecast.unknown ?? 'it is being computed',
  ),
  neverChecked: projects(
    ({ findings }) => findings.asOf === undefined,
    () => 'no rule was run on it',
  ),
  open: found(({ findings }) => findings.open),
  breach: found(({ findings }) => findings.breach),
  waived: found(({ findings }) => findings.waived),
  unknown: found(({ findings }) => findings.unknown),
} as const satisfies Readonly<Record<string, Sum>>
export type SumName = keyof typeof SUMS

/** The projects behind a number, those that bring most first. Pure. */
export function partsOf(name: SumName, rows: readonly OverviewRow[]): Part[] {
  const { of, tell } = SUMS[name]
  return rows
    .map((row) => ({ row, count: of(row), told: tell(row) }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count)
}

/** What a number comes to. Pure. */
export function sumOf(name: SumName, rows: readonly OverviewRow[]): number {
  const { of } = SUMS[name]
  return rows.reduce((sum, row) => sum + of(row), 0)
}
