import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ALWAYS,
  allOf,
  anyOf,
  compileCalendar,
  isCalendarProblem,
  minutesOf,
  STANDARD_CALENDAR,
  type CalendarProblem,
  type CalendarRules,
  type WorkingCalendar,
} from './index.ts'
import { randomChain, randomTime, randomZone } from './test-support/random-calendar.ts'

const about = { id: 'both', name: 'Both' }

function sound(calendar: WorkingCalendar | CalendarProblem): WorkingCalendar {
  if (isCalendarProblem(calendar)) throw new Error(calendar.sentence)
  return calendar
}

/** A random calendar that works at least once a week. */
const calendar = fc
  .tuple(randomChain, randomZone)
  .map(([[first, ...rest], zone]) => {
    const sometimes: CalendarRules = { week: [{ weekday: 3, shifts: [{ from: '10:00', to: '11:00' }] }] }
    const chain = [...(first === undefined ? [] : [first]), ...rest, sometimes]
    return compileCalendar({ id: 'random', name: 'Random', chain }, { zone })
  })
  .filter((one) => !isCalendarProblem(one))
  .map(sound)

test('in each minute one of two works, or both do, as their calendars say', () => {
  fc.assert(
    fc.property(
      calendar,
      calendar,
      randomTime,
      fc.array(fc.nat(1e6), { maxLength: 40 }),
      (a, b, from, steps) => {
        const [any, all] = [anyOf(about, [a, b]), allOf(about, [a, b])]
        for (const step of steps) {
          const time = from + step
          const [one, other] = [a, b].map((each) => each.between(time, time + 1))
          const either = isCalendarProblem(any) ? 0 : any.between(time, time + 1)
          const both = isCalendarProblem(all) ? 0 : all.between(time, time + 1)
          expect([either, both]).toEqual([Math.max(one ?? 0, other ?? 0), Math.min(one ?? 0, other ?? 0)])
        }
        expect(
          (isCalendarProblem(any) ? 0 : any.between(from, from + 3e6)) +
            (isCalendarProblem(all) ? 0 : all.between(from, from + 3e6)),
        ).toBeCloseTo(a.between(from, from + 3e6) + b.between(from, from + 3e6), 6)
      },
    ),
    { numRuns: 40 },
  )
})

test('a day shift and a night shift together work around the clock but for their breaks', () => {
  const night = sound(
    compileCalendar(
      {
        id: 'night',
        name: 'Night',
        chain: [{ week: [{ weekday: 1, shifts: [{ from: '23:00', to: '03:00' }] }] }],
      },
      { zone: 'UTC' },
    ),
  )
  const standard = sound(compileCalendar(STANDARD_CALENDAR, { zone: 'UTC' }))
  const together = sound(anyOf(about, [standard, night]))
  const monday = minutesOf('2026-07-06', 'UTC')
  expect(together.between(monday, monday + 7 * 1440)).toBe(44 * 60)
  expect(sound(allOf(about, [standard, ALWAYS])).between(monday, monday + 1440)).toBe(480)
  expect(allOf(about, [standard, night])).toMatchObject({
    reason: 'no_working_time',
    sentence: expect.stringContaining('"Both"'),
  })
})
