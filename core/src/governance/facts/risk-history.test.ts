import { expect, test } from 'vitest'
import type { RegisterBody } from '../register/bodies.ts'
import { riskHistory } from './risk-history.ts'

type Risk = RegisterBody<'risk'>
const risk = (fields: Partial<Risk> = {}): Risk => ({
  title: 'R',
  state: 'open',
  opened: '2026-11-15',
  probability: 0.5,
  impact: 4,
  ...fields,
})

test('a risk counts from the end of the month in which it was opened until it is closed', () => {
  const now = risk({ state: 'closed', closed: '2027-01-31' })
  const versions = [{ at: '2026-12-01T09:00:00Z', body: risk() }]
  expect(riskHistory([{ now, versions }], '2027-03-10')).toEqual([
    { month: '2026-11', exposure: 2 },
    { month: '2026-12', exposure: 2 },
    { month: '2027-01', exposure: 0 },
    { month: '2027-02', exposure: 0 },
  ])
})

test('probability and impact are those of that time, as far as the register goes back', () => {
  const versions = [
    { at: '2026-12-05T09:00:00Z', body: risk() },
    { at: '2027-01-31T23:59:00Z', body: risk({ impact: 6 }) },
    { at: '2027-03-01T09:00:00Z', body: risk({ impact: 8 }) },
  ]
  expect(riskHistory([{ now: risk({ impact: 8 }), versions }], '2027-03-10')).toEqual([
    { month: '2026-11', exposure: 2 },
    { month: '2026-12', exposure: 2 },
    { month: '2027-01', exposure: 3 },
    { month: '2027-02', exposure: 3 },
  ])
})

test('a month in which an open risk was not rated is left out, and the current one is not over', () => {
  const { probability, ...unrated } = risk({ opened: '2027-01-02' })
  expect(probability).toBe(0.5)
  const rated = { now: risk(), versions: [] }
  expect(riskHistory([rated, { now: unrated, versions: [] }], '2027-03-31')).toEqual([
    { month: '2026-11', exposure: 2 },
    { month: '2026-12', exposure: 2 },
  ])
  expect(riskHistory([rated], '2026-11-30')).toEqual([])
  expect(riskHistory([], '2027-03-31')).toEqual([])
})
