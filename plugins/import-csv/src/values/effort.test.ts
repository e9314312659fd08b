import { expect, test } from 'vitest'
import { readEffort } from './effort.ts'

const scale = { effortUnit: 'hours', minutesPerDay: 480 } as const

test.each([
  ['3', 180],
  ['2,5', 150],
  ['3h 30m', 210],
  ['1w 2d 4h', 2400 + 960 + 240],
  ['2,5 d', 1200],
  ['1 Tag', 480],
  ['1:30', 90],
  ['90 min', 90],
  ['0', 0],
  ['2d?', 960],
  ['soon', undefined],
  ['3x', undefined],
  ['3h later', undefined],
  ['', undefined],
])('%j is %j minutes', (cell, minutes) => {
  expect(readEffort(cell, ',', scale)).toBe(minutes)
})

test('a bare number is in the unit that is set', () => {
  expect(readEffort('28800', '.', { ...scale, effortUnit: 'seconds' })).toBe(480)
  expect(readEffort('2', '.', { effortUnit: 'days', minutesPerDay: 420 })).toBe(840)
})
