import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minutesOf } from '../../working-time/index.ts'
import { monthsFrom, weeksFrom } from './period.ts'

const at = (when: string, zone = 'UTC') => minutesOf(when, zone)

test.each([
  ['2026-11-22', ['2026-W47', '2026-W48']],
  ['2026-12-31', ['2026-W53', '2027-W01']],
  ['2027-01-01', ['2026-W53', '2027-W01']],
  ['2025-12-29', ['2026-W01', '2026-W02']],
])('weeks of ISO 8601 begin on Monday, and their year is that of their Thursday: %s', (day, ids) => {
  const weeks = weeksFrom(at(day), at(day) + 8 * 1440, 'UTC')
  expect(weeks.map(({ id }) => id).slice(0, 2)).toEqual(ids)
})

test('months begin at midnight of their zone, also where the clock is put forward', () => {
  const months = monthsFrom(at('2026-03-15T12:00', 'Europe/Berlin'), 2, 'Europe/Berlin')
  expect(months.map(({ id }) => id)).toEqual(['2026-03', '2026-04'])
  expect(months[0]).toMatchObject({ from: at('2026-02-28T23:00Z'), until: at('2026-03-31T22:00Z') })
})

test('periods follow each other without a gap, from the one in which now lies', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Pacific/Apia')
  fc.assert(
    fc.property(fc.integer({ min: at('1990-01-01'), max: at('2090-01-01') }), zone, (now, name) => {
      const months = monthsFrom(now, 5, name)
      const end = months.at(-1)?.until ?? 0
      const weeks = weeksFrom(now, end, name)
      for (const periods of [months, weeks]) {
        expect(periods[0]?.from).toBeLessThanOrEqual(now)
        expect(periods[0]?.until).toBeGreaterThan(now)
        expect(periods.slice(1).map(({ from }) => from)).toEqual(
          periods.slice(0, -1).map(({ until }) => until),
        )
      }
      expect(weeks.at(-1)?.until).toBeGreaterThanOrEqual(end)
    }),
    { numRuns: 60 },
  )
})
