import { expect, test } from 'vitest'
import { minutesOf, STANDARD_CALENDAR } from '../../working-time/index.ts'
import type { PersonTerms } from './capacity-input.ts'
import { monthsFrom } from './period.ts'
import { PeopleCalendars, supplyOf } from './supply.ts'

const DAY = 480

/** Working days in each of three months from December 2026: 23, 21 and 20 of them. */
function days(terms: Partial<PersonTerms>, now = '2026-12-01'): number[] {
  const all: PersonTerms = { calendar: STANDARD_CALENDAR, zone: 'UTC', shares: [], otherWork: 0, ...terms }
  const months = monthsFrom(minutesOf('2026-12-01', 'UTC'), 3, 'UTC')
  const borders = Float64Array.from([...months.map(({ from }) => from), months.at(-1)?.until ?? 0])
  const { calendar } = new PeopleCalendars().of(all)
  const statusTime = minutesOf(now, 'UTC')
  return [...supplyOf(all, calendar, { borders, statusTime })].map((minutes) => minutes / DAY)
}

test('somebody of whom nothing is stated works all days of the calendar', () => {
  expect(days({})).toEqual([23, 21, 20])
})

test('what is past of the first month is no capacity any more', () => {
  expect(days({}, '2026-12-21T12:00')).toEqual([8.5, 21, 20])
})

test('absences, part time and other work leave less', () => {
  const away = { week: [], exceptions: [{ from: '2026-12-24', until: '2027-01-06', shifts: [] }] }
  const calendar = { ...STANDARD_CALENDAR, id: 'away', chain: [away, ...STANDARD_CALENDAR.chain] }
  expect(days({ calendar })).toEqual([17, 17, 20])
  expect(days({ shares: [{ share: 0.5 }] })).toEqual([11.5, 10.5, 10])
  expect(days({ otherWork: 0.25 })).toEqual([17.25, 15.75, 15])
})

test('a share holds on its days, both included, and the first that holds counts', () => {
  const shares = [
    { from: '2026-12-31', until: '2027-01-04', share: 0 },
    { from: '2027-01-01', until: '2027-01-31', share: 0.5 },
  ]
  // The last day of December, and 1 and 4 January of 21 days, are free.
  expect(days({ shares })).toEqual([22, 9.5, 20])
})

test('nobody works before they come or after they leave', () => {
  expect(days({ from: '2026-12-31', until: '2027-01-04' })).toEqual([1, 2, 0])
})

test('what is in a plan alone can end: nothing is offered outside of its times', () => {
  expect(days({ shares: [{ until: '2026-12-31', share: 2 }, { share: 0 }] })).toEqual([46, 0, 0])
})

test('a calendar that cannot be used is replaced by the standard one, and it is said', () => {
  const calendars = new PeopleCalendars()
  const empty = { id: 'empty', name: 'Never', chain: [{ week: [] }] }
  expect(calendars.of({ calendar: empty, zone: 'UTC' })).toMatchObject({
    calendar: { name: 'Standard' },
    problem: expect.stringContaining('The calendar "Never" has no working time'),
  })
})
