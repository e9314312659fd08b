import { expect, test } from 'vitest'
import { indicator } from '../portfolio/index.ts'
import { withForecast, type OverviewRow } from './overview-row.ts'

const row = (dates: OverviewRow['dates']): OverviewRow => ({
  project: { id: 'firmware', name: 'Lock firmware', tags: [] },
  health: indicator({
    id: 'health',
    subject: { kind: 'project', id: 'firmware' },
    title: 'Health',
    formula: 'f',
    value: { type: 'text', text: 'red' },
    coverage: { known: 1, needed: 1, of: 'parts' },
    asOf: [],
    evidence: [],
  }),
  parts: [],
  dates,
  findings: { open: 0, breach: 0, waived: 0, unknown: 0 },
  trend: [],
  freshness: [],
})
const NAMED = { committedFinish: '2027-01-06', namedFinish: '2027-02-20', namedDeltaDays: 45 }

test('the finish is that of the schedule which the forecast stands on, beside the later day that trackers name', () => {
  const told = withForecast(row(NAMED), { scheduled: '2026-12-09', p50: '2026-12-10', p80: '2026-12-11' })
  expect(told.dates).toEqual({
    ...NAMED,
    scheduledFinish: '2026-12-09',
    deltaDays: -28,
    namedLaterDays: 73,
  })
  expect(told.forecast).toEqual({ p50: '2026-12-10', p80: '2026-12-11' })
})

test('without a schedule the named day never takes the place of the scheduled one', () => {
  const told = withForecast(row(NAMED), { unknown: 'The forecast is being computed.' })
  expect(told.dates).toEqual(NAMED)
})

test('nothing promised has no difference, but both finishes', () => {
  const told = withForecast(row({ namedFinish: '2026-12-01' }), { scheduled: '2026-12-09' })
  expect(told.dates).toEqual({ namedFinish: '2026-12-01', scheduledFinish: '2026-12-09', namedLaterDays: -8 })
})
