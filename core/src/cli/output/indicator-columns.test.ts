import { expect, test } from 'vitest'
import type { Indicator } from '../../portfolio/index.ts'
import { indicatorColumns } from './indicator-columns.ts'

const figure: Indicator = {
  id: 'flow.lead-p85',
  title: 'Lead time, 85 %',
  subject: { kind: 'project', id: 'docks' },
  asOf: '2026-03-02',
  state: 'known',
  value: { type: 'days', days: 14.941666666666666 },
  because: 'Nothing was agreed to judge it by.',
  coverage: { known: 3, needed: 3, of: 'items', share: 1 },
} as unknown as Indicator // what the columns show of one

const shown = (title: string, one: Partial<Indicator>, days?: 'moves' | 'spans') =>
  indicatorColumns(days)
    .find((column) => column.title === title)
    ?.value({ ...figure, ...one })

test('a slip tells its direction, a stretch of time has none; both are rounded, and nothing is never less than nothing', () => {
  const of = (days: number): Partial<Indicator> => ({ value: { type: 'days', days } })
  expect([14.9417, -0.0511, 2.8e-14, 0].map((days) => shown('value', of(days)))).toEqual([
    '+14.9 d',
    '-0.1 d',
    '0 d',
    '0 d',
  ])
  expect([14.9417, -0.0111, 2.8e-14].map((days) => shown('value', of(days), 'spans'))).toEqual([
    '14.9 d',
    '0 d',
    '0 d',
  ])
})

test('a figure that is known and not judged needs no sentence; what is in doubt has one', () => {
  expect(shown('why', {})).toBeUndefined()
  const because = 'It rests on a part of the data: 1 of 3 items.'
  expect(shown('why', { state: 'partial', because })).toBe(because)
  expect(shown('why', { light: 'amber', because })).toBe(because)
})
