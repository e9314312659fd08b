import { describe, expect, test } from 'vitest'
import { choicesOf } from './choices.ts'
import type { OverviewRow } from './overview-row.ts'
import { totalsOf } from './totals.ts'

const health: OverviewRow['health'] = {
  state: 'unknown',
  because: 'It cannot be told.',
  coverage: { known: 0, needed: 1, share: 0, of: 'parts' },
  actions: [],
}
const row = (id: string, more: Partial<OverviewRow> = {}): OverviewRow => ({
  project: { id, name: id, tags: [] },
  health,
  dates: {},
  forecast: {},
  findings: { open: 0, breach: 0, waived: 0, unknown: 0 },
  trend: { lights: '' },
  freshness: [],
  ...more,
})

describe('the totals of a view', () => {
  test('count what is unknown and never as zero or green', () => {
    expect(totalsOf([row('a'), row('b')])).toMatchObject({
      projects: 2,
      lights: { green: 0, unknown: 2 },
      finishUnknown: 2,
      deltaUnknown: 2,
      forecastUnknown: 2,
      neverChecked: 2,
      late: 0,
    })
    expect(totalsOf([row('a')])).not.toHaveProperty('latest')
  })

  test('tell the last finish, the late ones and the findings', () => {
    const late = row('a', {
      health: { ...health, light: 'red' },
      dates: { scheduledFinish: '2026-05-01', deltaDays: 3 },
      forecast: { p80: '2026-05-09' },
      findings: { open: 4, breach: 1, waived: 2, unknown: 5, asOf: '2026-03-01T00:00:00Z' },
    })
    const early = row('b', { dates: { scheduledFinish: '2026-04-01', deltaDays: -1 } })
    const lateByItems = { dates: { scheduledFinish: '2026-04-01', deltaDays: -1, namedDeltaDays: 45 } }
    expect(totalsOf([row('c', lateByItems)]).late).toBe(1)
    expect(totalsOf([late, early])).toMatchObject({
      lights: { red: 1, unknown: 1 },
      late: 1,
      latest: '2026-05-01',
      forecastUnknown: 1,
      neverChecked: 1,
      findings: { open: 4, breach: 1, waived: 2, unknown: 5 },
    })
  })
})

test('Filters offer each name once, in order', () => {
  const one = row('a', {
    project: { id: 'a', name: 'A', tags: ['x', 'y'], manager: 'Mara', program: 'shop' },
  })
  const other = row('b', { project: { id: 'b', name: 'B', tags: ['x'], manager: 'Ada', program: 'old' } })
  const names = { portfolio: new Map(), program: new Map([['shop', 'Web shop']]) }
  expect(choicesOf([one, other], names)).toEqual({
    portfolio: [],
    program: [
      { id: 'old', name: 'old' },
      { id: 'shop', name: 'Web shop' },
    ],
    tag: [
      { id: 'x', name: 'x' },
      { id: 'y', name: 'y' },
    ],
    manager: [
      { id: 'Ada', name: 'Ada' },
      { id: 'Mara', name: 'Mara' },
    ],
  })
})
