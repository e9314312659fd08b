import { expect, test } from 'vitest'
import type { PlannedReport } from '../config/index.ts'
import { cronOf } from './jobs.ts'

const plan = (more: Partial<PlannedReport>): PlannedReport => ({
  id: 'weekly',
  report: 'portfolio-status',
  owner: 'Mara',
  decision: 'Who gets help',
  ...more,
})

test('plans come at their time: weekly on Monday at seven unless said otherwise', () => {
  expect(cronOf(plan({}))).toBe('0 7 * * 1')
  expect(cronOf(plan({ weekday: 'friday', time: '12:30' }))).toBe('30 12 * * 5')
  expect(cronOf(plan({ every: 'day', time: '00:05' }))).toBe('5 0 * * *')
  expect(cronOf(plan({ every: 'month' }))).toBe('0 7 1 * *')
})
