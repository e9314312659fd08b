import { expect, test } from 'vitest'
import { jqlInstant } from './dates.ts'
import type { JqlOperand } from './parse.ts'

const literal = (value: string, quoted = true): JqlOperand => ({ kind: 'literal', value, quoted })
const now = Date.parse('2026-01-05T09:30:45Z')
const at = (value: string, zone: string, quoted = true): string =>
  new Date(jqlInstant(literal(value, quoted), 'updated', { now, zone })).toISOString()

test('dates are of the zone of whoever asks, and of whole minutes', () => {
  expect(at('2026-01-05 09:00', 'UTC')).toBe('2026-01-05T09:00:00.000Z')
  expect(at('2026/01/05 09:00', 'America/New_York')).toBe('2026-01-05T14:00:00.000Z')
  expect(at('2026-07-05', 'Europe/Berlin')).toBe('2026-07-04T22:00:00.000Z')
  expect(at('2026-01-05 09:00', 'Asia/Kolkata')).toBe('2026-01-05T03:30:00.000Z')
})

test('a bare number of milliseconds is of no zone', () => {
  for (const zone of ['UTC', 'America/New_York', 'Asia/Kolkata'])
    expect(at('1767603600123', zone, false)).toBe('2026-01-05T09:00:00.123Z')
})

test('periods count from now', () => {
  expect(at('-5m', 'UTC', false)).toBe('2026-01-05T09:25:45.000Z')
  expect(at('-1d 2h', 'America/New_York')).toBe('2026-01-04T07:30:45.000Z')
})

test('where clocks jump, a local time that never was still means an instant', () => {
  // Berlin had no 02:30 on 29 March 2026, and two of them on 25 October.
  expect(at('2026-03-29 03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  expect(at('2026-10-25 02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
})

test.each(['2026-01-05T09:00:00Z', '2026-13-01', '2026-01-05 25:00', 'yesterday', '1767603600000'])(
  'the text %j is no date',
  (value) => {
    expect(() => at(value, 'UTC')).toThrow(/is invalid/)
  },
)
