import { expect, test } from 'vitest'
import { histogramText } from './histogram.ts'

const days = { earliest: { day: '2026-03-01' }, p50: { day: '2026-03-05' }, p80: { day: '2026-03-07' } }

test('the highest bar fills the height, and no iteration is invisible', () => {
  const text = histogramText({
    ...days,
    latest: { day: '2026-04-01' },
    histogram: [0, 1000, 1, ...Array.from({ length: 9 }, () => 0)],
  })
  const lines = text.split('\n')
  expect(lines[0]).toBe('  ██')
  expect(lines[5]).toBe('  ██▁▁')
  expect(lines.at(-2)).toBe('2026-03-01    2026-04-01')
  expect(lines.at(-1)).toBe('P50 2026-03-05, P80 2026-03-07')
})

test('a single finish is one bar', () => {
  const text = histogramText({ ...days, latest: { day: '2026-03-01' }, histogram: [500] })
  expect(text.split('\n')[0]).toBe('██')
})
