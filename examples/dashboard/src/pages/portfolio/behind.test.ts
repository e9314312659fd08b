import { expect, test } from 'vitest'
import { partsOf, sumOf, SUMS, type SumName } from './behind.ts'
import type { OverviewRow } from './overview-row.ts'

const row = (id: string, more: Partial<OverviewRow> = {}): OverviewRow => ({
  project: { id, name: id, tags: [] },
  health: {
    state: 'unknown',
    because: 'It cannot be told.',
    coverage: { known: 0, needed: 1, share: 0, of: 'parts' },
    actions: [],
  },
  dates: {},
  forecast: {},
  findings: { open: 0, breach: 0, waived: 0, unknown: 0 },
  trend: { lights: '' },
  freshness: [],
  ...more,
})

const told = (name: SumName, rows: readonly OverviewRow[]) =>
  partsOf(name, rows).map((part) => [part.row.project.id, part.told])

const ROWS = [
  row('plain'),
  row('few', { findings: { asOf: '2026-10-05T08:00:00Z', open: 2, breach: 1, waived: 0, unknown: 4 } }),
  row('many', {
    findings: { asOf: '2026-10-05T08:00:00Z', open: 9, breach: 0, waived: 3, unknown: 0 },
    dates: { scheduledFinish: '2026-12-01', committedFinish: '2026-11-28', deltaDays: 3, namedDeltaDays: 5 },
    forecast: { p80: '2026-12-04' },
  }),
]

test('the projects behind a number bring what it comes to, and none brings nothing', () => {
  for (const name of Object.keys(SUMS) as SumName[]) {
    const parts = partsOf(name, ROWS)
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(sumOf(name, ROWS))
    expect(parts.every(({ count }) => count > 0)).toBe(true)
  }
})

test('each project tells what it brings, or why it is not known', () => {
  expect(told('open', ROWS)).toEqual([
    ['many', '9'],
    ['few', '2'],
  ])
  expect(told('late', ROWS)).toEqual([['many', '5 d late']])
  expect(told('neverChecked', ROWS)).toEqual([['plain', 'no rule was run on it']])
  expect(told('deltaUnknown', [row('a', { dates: { committedFinish: '2026-11-28' } })])).toEqual([
    ['a', 'no finish is known'],
  ])
})
