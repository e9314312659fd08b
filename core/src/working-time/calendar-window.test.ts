import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALWAYS } from './always.ts'
import { calendarWindow, endInWindow, startInWindow, workInWindow } from './calendar-window.ts'
import { compileCalendar } from './compile-calendar.ts'
import { isCalendarProblem } from './calendar-problem.ts'
import { joinTables } from './join-tables.ts'
import { endOf, startOf, toWorking } from './look-up.ts'
import { minutesOf } from './moment.ts'
import { STANDARD_CALENDAR } from './standard-calendar.ts'

const FROM = minutesOf('2026-03-01', 'UTC')
const UNTIL = minutesOf('2027-11-30', 'UTC')

const office = compileCalendar(
  {
    id: 'nights',
    name: 'Nights',
    chain: [
      {
        week: [{ weekday: 3, shifts: [{ from: '20:30', to: '05:15' }] }],
        exceptions: [{ from: '2026-07-01', until: '2026-08-31', shifts: [] }],
      },
      ...STANDARD_CALENDAR.chain,
    ],
  },
  { zone: 'Europe/Berlin' },
)
if (isCalendarProblem(office)) throw new Error(office.sentence)
const table = joinTables([ALWAYS.table, office.table])

test('a window gives what its table gives, within it and without', () => {
  const window = calendarWindow(table, [0, 1], { from: FROM, until: UNTIL })
  const time = fc.integer({ min: FROM - 100_000, max: UNTIL + 100_000 })
  const part = fc.constantFrom(0, 0, 0, 0.1, 0.5, 1 / 3)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1 }), time, part, (calendar, at, more) => {
      expect(workInWindow(window, calendar, at)).toBe(toWorking(table, calendar, at))
      expect(workInWindow(window, calendar, at + more)).toBeCloseTo(toWorking(table, calendar, at + more), 4)
      const work = toWorking(table, calendar, at) + more
      expect(startInWindow(window, calendar, work)).toBeCloseTo(startOf(table, calendar, work), 4)
      expect(endInWindow(window, calendar, work)).toBeCloseTo(endOf(table, calendar, work), 4)
    }),
    { numRuns: 2_000 },
  )
})

test('a calendar that a window does not have is looked up in the table', () => {
  const window = calendarWindow(table, [0], { from: FROM, until: UNTIL })
  const work = toWorking(table, 1, FROM + 5_000)
  expect(startInWindow(window, 1, work)).toBe(startOf(table, 1, work))
  expect(workInWindow(window, 1, FROM + 5_000)).toBe(work)
  expect(workInWindow(window, 0, Number.NaN)).toBeNaN()
  expect(workInWindow(window, 0, -Infinity)).toBe(-Infinity)
  expect(endInWindow(window, 1, Number.NaN)).toBeNaN()
  expect(endInWindow(window, 0, Infinity)).toBe(Infinity)
})
