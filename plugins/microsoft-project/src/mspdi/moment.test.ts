import { expect, test } from 'vitest'
import { parseMoment } from './moment.ts'

test.each([
  ['2026-03-29T02:30:00', '2026-03-29T02:30:00'],
  ['2026-03-29T08:00', '2026-03-29T08:00:00'],
  ['2026-03-29T08:00:00.000', '2026-03-29T08:00:00'],
  ['2024-02-29', '2024-02-29'],
  ['2026-03-29T08:00:00+02:00', '2026-03-29T06:00:00Z'],
  ['2026-03-29T08:00:00Z', '2026-03-29T08:00:00Z'],
])('%s is read as %s', (text, moment) => {
  expect(parseMoment(text)).toBe(moment)
})

test.each([
  '',
  'NA',
  '2026-02-29',
  '2026-13-01',
  '2026-03-29T24:00:00',
  '29.03.2026',
  '0000-01-01',
  '2026-03-29T08:61:00',
])('"%s" is no date', (text) => {
  expect(parseMoment(text)).toBeUndefined()
})
