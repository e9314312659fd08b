import { expect, test } from 'vitest'
import { agoText, clockText, lengthText, things } from './times.ts'

const now = Date.parse('2026-03-02T12:00:00Z')

test('a length of time is told in its largest unit', () => {
  expect([0, 59_999, 60_000, 7_200_000, 259_200_000].map(lengthText)).toEqual([
    '0 ms',
    '59 s',
    '1 min',
    '2 h',
    '3 d',
  ])
})

test('an instant is told by its distance, or by the clock with the day where it is another', () => {
  expect(agoText('2026-03-02T11:59:30Z', now)).toBe('just now')
  expect(agoText('2026-03-02T11:55:00Z', now)).toBe('5 min ago')
  expect(clockText('2026-03-02T12:30:05.250Z', now, 'UTC')).toBe('12:30:05')
  expect(clockText('2026-03-02T23:30:00Z', now, 'Asia/Tokyo')).toBe('2026-03-03 08:30:00')
})

test('one thing is singular, many have their digits in groups', () => {
  expect([things(1, 'item'), things(12_345, 'item'), things(2, 'reply', 'replies')]).toEqual([
    '1 item',
    '12,345 items',
    '2 replies',
  ])
})
