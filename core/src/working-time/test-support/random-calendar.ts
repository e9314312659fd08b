import fc from 'fast-check'
import type { CalendarRules } from '../calendar-source.ts'

const clock = fc.constantFrom('00:00', '01:30', '02:15', '03:00', '08:00', '09:20', '12:00', '17:00', '22:00')
const shift = fc.record({ from: clock, to: fc.oneof(clock, fc.constant('24:00')) })
const shifts = fc.array(shift, { maxLength: 3 })
const weekday = fc.integer({ min: 1, max: 7 })
const week = fc.uniqueArray(fc.record({ weekday, shifts }), {
  selector: (day) => day.weekday,
  maxLength: 7,
})
const day = fc
  .integer({ min: 0, max: 900 })
  .map((days) => Temporal.PlainDate.from('2025-01-01').add({ days }).toString())
const period = fc
  .tuple(day, fc.oneof(fc.nat(5), fc.nat(400)))
  .map(([from, days]) => ({ from, until: Temporal.PlainDate.from(from).add({ days }).toString() }))
const interval = fc.integer({ min: 1, max: 4 })
const dayOfMonth = fc.integer({ min: 1, max: 31 })
const month = fc.integer({ min: 1, max: 12 })
const place = {
  position: fc.constantFrom(1, 2, 3, 4, -1),
  positionDay: fc.constantFrom('day' as const, 'weekday' as const, 'weekend_day' as const, 'friday' as const),
}
const recurrence = fc.oneof(
  fc.record({ every: fc.constantFrom('day' as const, 'weekday' as const), interval }),
  fc.record({
    every: fc.constant('week' as const),
    interval,
    weekdays: fc.uniqueArray(weekday, { minLength: 1 }),
    weekStart: weekday,
  }),
  fc.record({ every: fc.constant('month' as const), interval, dayOfMonth }),
  fc.record({ every: fc.constant('month' as const), interval, ...place }),
  fc.record({ every: fc.constant('year' as const), interval: fc.constant(1), month, dayOfMonth }),
  fc.record({ every: fc.constant('year' as const), interval: fc.constant(1), month, ...place }),
)
const exception = fc
  .record({
    period,
    shifts,
    rule: fc.option(recurrence, { nil: undefined }),
    occurrences: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  })
  .map(({ period: days, shifts: hours, rule, occurrences }) => ({
    ...days,
    shifts: hours,
    ...(rule !== undefined && { recurrence: { ...rule, ...(occurrences !== undefined && { occurrences }) } }),
  }))
const rules: fc.Arbitrary<CalendarRules> = fc.record({
  week,
  workWeeks: fc.array(
    fc.tuple(period, week).map(([days, pattern]) => ({ ...days, week: pattern })),
    { maxLength: 2 },
  ),
  exceptions: fc.array(exception, { maxLength: 4 }),
})

/** Calendars of one to three links, with everything the model knows; most of them work at some time. */
export const randomChain: fc.Arbitrary<CalendarRules[]> = fc.array(rules, { minLength: 1, maxLength: 3 })

/** Zones with and without clock changes, with offsets of less than an hour, north and south. */
export const randomZone: fc.Arbitrary<string> = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
)

/** Absolute times within and around the years of the random exceptions. */
export const randomTime: fc.Arbitrary<number> = fc.integer({
  min: Date.UTC(2024, 6, 1) / 60_000,
  max: Date.UTC(2028, 6, 1) / 60_000,
})
