import { expect, test } from 'vitest'
import { element, plan, type Fields } from '../../test/support/plan-xml.ts'
import { only } from '../../test/support/read-records.ts'

const times = (...shifts: (readonly [string, string])[]): string =>
  element(
    'WorkingTimes',
    shifts.map(([FromTime, ToTime]) => element('WorkingTime', { FromTime, ToTime })).join(''),
  )
const day = (type: number, working: 0 | 1, more = ''): string =>
  element('WeekDay', { DayType: type, DayWorking: working }, more)
const period = (from: string, to: string): string =>
  element('TimePeriod', { FromDate: `${from}T00:00:00`, ToDate: `${to}T23:59:00` })
const exception = (fields: Fields, from: string, to: string): string =>
  element('Exception', { EnteredByOccurrences: 0, ...fields }, period(from, to))

const calendar = (content: string, fields: Fields = {}) =>
  only(
    plan({
      calendars: [
        element(
          'Calendar',
          { UID: 2, Name: 'Crew', IsBaseCalendar: 0, BaseCalendarUID: 1, ...fields },
          content,
        ),
      ],
    }),
    'calendar',
  )

test('days, shifts until midnight, and the base', async () => {
  const read = await calendar(
    element(
      'WeekDays',
      day(1, 0) +
        day(7, 1, times(['22:00:00', '00:00:00'], ['00:00:00', '03:30:00'])) +
        day(2, 1, times(['00:00:00', '00:00:00'])),
    ),
  )
  expect(read).toEqual({
    kind: 'calendar',
    ref: 'plan.xml#calendar/2',
    container: 'plan.xml',
    name: 'Crew',
    base: 'plan.xml#calendar/1',
    isBase: false,
    week: [
      { weekday: 1, shifts: [{ from: '00:00', to: '24:00' }] },
      {
        weekday: 6,
        shifts: [
          { from: '00:00', to: '03:30' },
          { from: '22:00', to: '24:00' },
        ],
      },
      { weekday: 7, shifts: [] },
    ],
  })
})

test('a base calendar has no base', async () => {
  expect(await calendar('', { BaseCalendarUID: -1 })).not.toHaveProperty('base')
  expect(await calendar('', { BaseCalendarUID: 2 })).not.toHaveProperty('base')
})

test('exceptions as rules win over the same spelled out as days', async () => {
  const rules = element(
    'Exceptions',
    exception({ Name: 'Feast', Type: 1, DayWorking: 0 }, '2026-05-01', '2026-05-01'),
  )
  const days = element(
    'WeekDays',
    day(0, 0, period('2026-05-01', '2026-05-01')) + day(0, 0, period('2026-06-01', '2026-06-01')),
  )
  expect((await calendar(days + rules)).exceptions).toEqual([
    { name: 'Feast', from: '2026-05-01', until: '2026-05-01', shifts: [] },
  ])
  expect((await calendar(days)).exceptions).toEqual([
    { from: '2026-05-01', until: '2026-05-01', shifts: [] },
    { from: '2026-06-01', until: '2026-06-01', shifts: [] },
  ])
})

test.each<[Fields, unknown]>([
  [{ Type: 1 }, undefined],
  [{ Type: 9 }, undefined],
  [
    { Type: 2, Month: 11, MonthDay: 24 },
    { every: 'year', interval: 1, month: 12, dayOfMonth: 24 },
  ],
  [
    { Type: 3, Month: 0, MonthItem: 9, MonthPosition: 4 },
    { every: 'year', interval: 1, month: 1, position: -1, positionDay: 'saturday' },
  ],
  [
    { Type: 4, Period: 3, MonthDay: 31 },
    { every: 'month', interval: 3, dayOfMonth: 31 },
  ],
  [
    { Type: 5, Period: 2, MonthItem: 1, MonthPosition: 0 },
    { every: 'month', interval: 2, position: 1, positionDay: 'weekday' },
  ],
  [
    { Type: 6, Period: 2, DaysOfWeek: 65 },
    { every: 'week', interval: 2, weekdays: [6, 7], weekStart: 7 },
  ],
  [
    { Type: 6, DaysOfWeek: 126 },
    { every: 'week', interval: 1, weekdays: [1, 2, 3, 4, 5, 6], weekStart: 7 },
  ],
  [
    { Type: 7, Period: 5, EnteredByOccurrences: 1, Occurrences: 4 },
    { every: 'day', interval: 5, occurrences: 4 },
  ],
  [
    { Type: 8, Period: 1 },
    { every: 'weekday', interval: 1 },
  ],
])('recurrence %j', async (fields, recurrence) => {
  const { exceptions, warnings } = await calendar(
    element('Exceptions', exception({ DayWorking: 0, ...fields }, '2026-01-01', '2026-12-31')),
  )
  expect(exceptions?.[0]?.recurrence).toEqual(recurrence)
  expect(warnings).toBeUndefined()
})

test('an incomplete recurrence becomes every day of its period, and says so', async () => {
  const { exceptions, warnings } = await calendar(
    element('Exceptions', exception({ Type: 6, DayWorking: 0 }, '2026-01-01', '2026-01-02')),
  )
  expect(exceptions).toEqual([{ from: '2026-01-01', until: '2026-01-02', shifts: [] }])
  expect(warnings).toEqual(['A calendar exception of type 6 is incomplete; taken as every day of its period'])
})

test('working weeks with their days', async () => {
  const week = element(
    'WorkWeek',
    { Name: 'Summer' },
    period('2026-07-01', '2026-08-31') + element('WeekDays', day(6, 1, times(['07:00:00', '12:00:00']))),
  )
  expect((await calendar(element('WorkWeeks', week))).workWeeks).toEqual([
    {
      name: 'Summer',
      from: '2026-07-01',
      until: '2026-08-31',
      week: [{ weekday: 5, shifts: [{ from: '07:00', to: '12:00' }] }],
    },
  ])
})

test('times that make no sense are left out and told', async () => {
  const { week, warnings } = await calendar(
    element('WeekDays', day(2, 1, times(['22:00:00', '06:00:00'])) + day(3, 1)),
  )
  expect(week.map(({ shifts }) => shifts.length)).toEqual([2, 2])
  expect(warnings).toEqual([
    'Working time 22:00 to 06:00 is left out',
    'A working day without times is taken as 08:00 to 12:00 and 13:00 to 17:00',
  ])
})
