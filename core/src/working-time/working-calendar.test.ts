import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ALWAYS,
  compileCalendar,
  isCalendarProblem,
  joinTables,
  localTimeOf,
  minutesOf,
  STANDARD_CALENDAR,
  startOf,
  toWorking,
  type CalendarRules,
  type WorkingCalendar,
} from './index.ts'
import { endOf } from './look-up.ts'
import { randomChain, randomTime, randomZone } from './test-support/random-calendar.ts'
import { SlowCalendar } from './test-support/slow-calendar.ts'

function compiled(chain: readonly CalendarRules[], zone = 'UTC'): WorkingCalendar | undefined {
  const calendar = compileCalendar({ id: 'c', name: 'C', chain }, { zone })
  return isCalendarProblem(calendar) ? undefined : calendar
}

function working(chain: readonly CalendarRules[], zone = 'UTC'): WorkingCalendar {
  const calendar = compiled(chain, zone)
  if (calendar === undefined) throw new Error('A calendar without work')
  return calendar
}

test('counts as a reading day by day does, whatever the rules and the zone', () => {
  fc.assert(
    fc.property(randomChain, randomZone, randomTime, fc.nat(30 * 1440), (chain, zone, from, length) => {
      const calendar = compiled(chain, zone)
      const slow = new SlowCalendar(chain, zone)
      expect(calendar?.between(from, from + length) ?? 0).toBeCloseTo(slow.between(from, from + length), 6)
    }),
  )
})

test('next start and previous end are the nearest minutes of work', () => {
  fc.assert(
    fc.property(randomChain, randomZone, randomTime, (chain, zone, time) => {
      const calendar = compiled(chain, zone)
      if (calendar === undefined) return
      const slow = new SlowCalendar(chain, zone)
      const [begin, end] = [time - 30 * 1440, time + 30 * 1440]
      const start = Math.min(end, calendar.nextStart(time))
      expect(slow.between(time, start)).toBe(0)
      expect(start === end || slow.worksAt(start)).toBe(true)
      const stop = Math.max(begin, calendar.previousEnd(time))
      expect(slow.between(stop, time)).toBe(0)
      expect(stop === begin || slow.worksAt(stop - 1)).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('work and time lead to each other and never run backwards', () => {
  const place = fc.tuple(
    fc.oneof(fc.integer({ min: 2850, max: 3100 }), fc.integer({ min: -100_000, max: 400_000 })),
    fc
      .oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -100_000, max: 100_000 }))
      .map((tenths) => tenths / 10),
  )
  fc.assert(
    fc.property(randomChain, randomZone, place, fc.nat(5000), (chain, zone, [week, away], more) => {
      const calendar = compiled(chain, zone)
      if (calendar === undefined) return
      // Near the ends of weeks, where one row of the table ends and the next begins, and far from them.
      const work = calendar.toWorking(week * 10_080 - 4320) + away
      const [start, end] = [calendar.startOf(work), calendar.endOf(work)]
      expect(end).toBeLessThanOrEqual(start)
      const reached = [start, end].filter((time) => Number.isFinite(time))
      for (const time of reached) expect(calendar.toWorking(time)).toBeCloseTo(work, 6)
      expect(calendar.startOf(work + more)).toBeGreaterThanOrEqual(start)
      expect(calendar.endOf(work + more)).toBeGreaterThanOrEqual(end)
    }),
  )
})

test('many calendars in one shared table count as each for itself', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(randomChain, randomZone), { maxLength: 4 }), randomTime, (all, time) => {
      const calendars = [
        ALWAYS,
        ...all.flatMap(([chain, zone]) => compiled(chain, zone) ?? []),
        working(STANDARD_CALENDAR.chain, 'Europe/Berlin'),
      ]
      const table = joinTables(
        calendars.map((calendar) => calendar.table),
        { shared: true },
      )
      expect(table.segmentStart.buffer).toBeInstanceOf(SharedArrayBuffer)
      expect(table.size).toBe(calendars.length)
      for (const [number, calendar] of calendars.entries()) {
        const work = calendar.toWorking(time)
        expect(toWorking(table, number, time)).toBe(work)
        expect(startOf(table, number, work)).toBe(calendar.startOf(work))
        expect(endOf(table, number, work)).toBe(calendar.endOf(work))
      }
    }),
    { numRuns: 30 },
  )
})

const day = (weekday: number, from: string, to: string): CalendarRules['week'][number] => ({
  weekday,
  shifts: [{ from, to }],
})
const everyDay = (from: string, to: string): CalendarRules => ({
  week: [1, 2, 3, 4, 5, 6, 7].map((weekday) => day(weekday, from, to)),
})

test.each([
  ['within work', '2026-07-03T16:00', 60, '2026-07-03T17:00'],
  ['over the break at noon', '2026-07-03T11:30', 60, '2026-07-03T13:30'],
  ['over a weekend', '2026-07-03T16:30', 60, '2026-07-06T08:30'],
  ['from the end of a day', '2026-07-03T17:00', 480, '2026-07-06T17:00'],
  ['back over a weekend', '2026-07-06T08:30', -60, '2026-07-03T16:30'],
  ['back to the begin of work', '2026-07-06T17:00', -480, '2026-07-06T08:00'],
  ['not at all', '2026-07-04T03:00', 0, '2026-07-04T03:00'],
  ['from the year 1', '0001-01-01T00:00', 480, '0001-01-01T17:00'],
  ['to the end of the year 9999', '9999-12-31T08:00', 480, '9999-12-31T17:00'],
])('the standard calendar moves a time %s', (_, from, minutes, to) => {
  const calendar = working(STANDARD_CALENDAR.chain, 'Europe/Berlin')
  const moved = calendar.add(minutesOf(from, 'Europe/Berlin'), minutes)
  expect(localTimeOf(moved, 'Europe/Berlin')).toBe(`${to}:00`)
})

test('10,000 years of work end where they must, in one look-up', () => {
  const calendar = working(STANDARD_CALENDAR.chain)
  const minutes = 10_000 * 52 * 2400
  const end = calendar.add(minutesOf('2026-07-06T08:00', 'UTC'), minutes)
  expect(end).toBe(minutesOf('2026-07-03T17:00', 'UTC') + 10_000 * 52 * 10_080)
})

test('a shift over midnight belongs to the day it begins on', () => {
  const calendar = working([{ week: [day(5, '22:00', '06:00')] }])
  expect(localTimeOf(calendar.add(minutesOf('2026-07-03', 'UTC'), 480), 'UTC')).toBe('2026-07-04T06:00:00')
})

test('the night of a clock change is an hour shorter or longer', () => {
  const calendar = working([everyDay('00:00', '06:00')], 'Europe/Berlin')
  const night = (of: string): number =>
    calendar.between(minutesOf(of, 'Europe/Berlin'), minutesOf(`${of}T12:00`, 'Europe/Berlin'))
  expect([night('2026-03-28'), night('2026-03-29'), night('2026-10-25')]).toEqual([360, 300, 420])
})

test('clock times are those of the zone', () => {
  const calendar = working(STANDARD_CALENDAR.chain, 'America/New_York')
  expect(calendar.nextStart(minutesOf('2026-07-06T00:00Z', 'UTC'))).toBe(
    minutesOf('2026-07-06T12:00:00Z', 'UTC'),
  )
})

test('24 hours of work a day are elapsed time', () => {
  const all = working([everyDay('00:00', '24:00')], 'Europe/Berlin')
  const [from, to] = [minutesOf('2026-03-28', 'UTC'), minutesOf('2027-04-01T07:33', 'UTC')]
  expect(all.between(from, to)).toBe(to - from)
  expect(ALWAYS.between(from, to)).toBe(to - from)
  expect(ALWAYS.add(from, 12.3)).toBe(from + 12.3)
})

test('a calendar that stops working says so by an infinite time, not by a search without end', () => {
  const calendar = working([
    {
      week: [],
      exceptions: [{ from: '2026-07-06', until: '2026-07-07', shifts: [{ from: '08:00', to: '16:00' }] }],
    },
  ])
  const begin = minutesOf('2026-07-06', 'UTC')
  expect(calendar.add(begin, 960)).toBe(minutesOf('2026-07-07T16:00', 'UTC'))
  expect(calendar.add(begin, 961)).toBe(Infinity)
  expect(calendar.nextStart(minutesOf('2026-08-01', 'UTC'))).toBe(Infinity)
  expect(calendar.previousEnd(minutesOf('2026-07-01', 'UTC'))).toBe(-Infinity)
})

test('a factory that is closed for 200 years opens again', () => {
  const calendar = working([
    { ...everyDay('08:00', '16:00'), exceptions: [{ from: '1950-01-01', until: '2149-12-31', shifts: [] }] },
  ])
  expect(localTimeOf(calendar.nextStart(minutesOf('1960-05-05', 'UTC')), 'UTC')).toBe('2150-01-01T08:00:00')
  expect(localTimeOf(calendar.previousEnd(minutesOf('2100-05-05', 'UTC')), 'UTC')).toBe('1949-12-31T16:00:00')
})

test('overlapping shifts count once', () => {
  const calendar = working([
    {
      week: [
        {
          weekday: 1,
          shifts: [
            { from: '08:00', to: '12:00' },
            { from: '10:00', to: '14:00' },
          ],
        },
      ],
    },
  ])
  expect(calendar.between(minutesOf('2026-07-06', 'UTC'), minutesOf('2026-07-07', 'UTC'))).toBe(360)
})

test('nothing is known of a time that is no number', () => {
  const calendar = working(STANDARD_CALENDAR.chain)
  expect(calendar.nextStart(NaN)).toBeNaN()
  expect(calendar.add(NaN, 5)).toBeNaN()
  expect(calendar.toWorking(Infinity)).toBe(Infinity)
})

test('a rounding of fractions does not decide between an evening and the next morning', () => {
  const calendar = working(STANDARD_CALENDAR.chain)
  const [evening, morning] = [minutesOf('2026-07-03T17:00', 'UTC'), minutesOf('2026-07-06T08:00', 'UTC')]
  const work = calendar.toWorking(evening)
  for (const minutes of [work, work - 1e-8, work + 1e-8]) {
    expect(calendar.startOf(minutes)).toBeCloseTo(morning, 6)
    expect(calendar.endOf(minutes)).toBeCloseTo(evening, 6)
  }
  // And whole minutes stay whole, near the origin and far from it.
  for (const minutes of [1, 7_034_401, 480 * 2_000_000 + 1])
    expect(Number.isInteger(calendar.startOf(minutes))).toBe(true)
})

test('a calendar with thousands of exceptions that lie over each other is one like any other', () => {
  const year = (at: number): number => 1950 + (at % 200)
  const exceptions = Array.from({ length: 5000 }, (_, at) => ({
    from: `${year(at)}-01-01`,
    until: `${year(at) + 3}-12-31`,
    shifts: at === 0 ? [{ from: '09:00', to: '10:00' }] : [],
    ...(at % 50 === 49 && { recurrence: { every: 'day' as const, interval: 1 } }),
  }))
  const calendar = working([{ ...everyDay('08:00', '16:00'), exceptions }])
  expect(localTimeOf(calendar.nextStart(minutesOf('1950-01-01', 'UTC')), 'UTC')).toBe('1950-01-01T09:00:00')
  expect(localTimeOf(calendar.nextStart(minutesOf('1954-01-01', 'UTC')), 'UTC')).toBe('2153-01-01T08:00:00')
})
