import type { Calendar } from '@headless-pmo/sdk'
import type { PlanRelease } from '../plan.ts'
import { oneLine } from '../text/plain-text.ts'
import { leaf, list, type Xml } from '../text/xml.ts'

type Shift = Calendar['week'][number]['shifts'][number]
type Exception = NonNullable<Calendar['exceptions']>[number]
type Week = Calendar['week']
type WorkWeek = NonNullable<Calendar['workWeeks']>[number]

/** Working times that a day can have in the format. */
const MOST_SHIFTS = 5

const POSITION_DAYS = [
  'day',
  'weekday',
  'weekend_day',
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const

/** The calendar of a plan whose trackers have none: Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
export const STANDARD_CALENDAR: Calendar = {
  kind: 'calendar',
  ref: 'standard',
  name: 'Standard',
  isBase: true,
  week: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    shifts:
      weekday > 5
        ? []
        : [
            { from: '08:00', to: '12:00' },
            { from: '13:00', to: '17:00' },
          ],
  })),
}

/**
 * A calendar. The published schema gives working weeks no hours; there they are written as exceptions that repeat weekly, after the
 * calendar's own, which are stronger.
 */
export function calendarXml(
  calendar: Calendar,
  ids: { readonly own: number; readonly base?: number; readonly guid?: Xml | undefined },
  release: PlanRelease,
): Xml {
  const { name, isBase, week, exceptions = [], workWeeks = [] } = calendar
  const spelledOut = release === '2007' ? workWeeks.flatMap(weeklyExceptions) : []
  return [
    'Calendar',
    [
      ['UID', ids.own],
      ids.guid,
      ['Name', oneLine(name)],
      leaf('IsBaseCalendar', isBase),
      leaf('BaseCalendarUID', ids.base),
      list('WeekDays', weekDays(week)),
      list(
        'Exceptions',
        [...exceptions, ...spelledOut].map((exception) => exceptionXml(exception)),
      ),
      release === '2007' ? undefined : list('WorkWeeks', workWeeks.map(workWeekXml)),
    ],
  ]
}

function weekDays(week: Week): Xml[] {
  return week.map(({ weekday, shifts }) => [
    'WeekDay',
    [['DayType', weekday === 7 ? 1 : weekday + 1], ...workingTimes(shifts)],
  ])
}

function workingTimes(shifts: readonly Shift[]): (Xml | undefined)[] {
  return [
    ['DayWorking', shifts.length > 0],
    list(
      'WorkingTimes',
      fitting(shifts).map(({ from, to }) => [
        'WorkingTime',
        [
          ['FromTime', `${from}:00`],
          ['ToTime', to === '24:00' ? '00:00:00' : `${to}:00`],
        ],
      ]),
    ),
  ]
}

/** Joins the shifts with the shortest break between them until there are no more than the format takes. */
function fitting(shifts: readonly Shift[]): readonly Shift[] {
  const left = [...shifts]
  while (left.length > MOST_SHIFTS) {
    const breaks = left.slice(1).map((shift, at) => minuteOf(shift.from) - minuteOf(left[at]?.to ?? '00:00'))
    const at = breaks.indexOf(Math.min(...breaks))
    left.splice(at, 2, { from: left[at]?.from ?? '00:00', to: left[at + 1]?.to ?? '24:00' })
  }
  return left
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

function exceptionXml({ name, from, until, shifts, recurrence }: Exception): Xml {
  const counted = recurrence?.occurrences
  return [
    'Exception',
    [
      ['EnteredByOccurrences', counted !== undefined],
      period(from, until),
      leaf('Occurrences', counted),
      leaf('Name', name === undefined ? undefined : oneLine(name)),
      ...recurrenceXml(recurrence),
      ...workingTimes(shifts),
    ],
  ]
}

function period(from: string, until: string): Xml {
  return [
    'TimePeriod',
    [
      ['FromDate', `${from}T00:00:00`],
      ['ToDate', `${until}T23:59:00`],
    ],
  ]
}

/** What the format cannot say (every second year) is left to the days of the period alone. */
function recurrenceXml(rule: Exception['recurrence']): (Xml | undefined)[] {
  const position = rule?.position
  const place: Xml[] =
    position === undefined || position === 0
      ? []
      : [
          ['MonthItem', POSITION_DAYS.indexOf(rule?.positionDay ?? 'day')],
          ['MonthPosition', position === -1 ? 4 : position - 1],
        ]
  const type = (number: number): Xml => ['Type', number]
  const every: Xml = ['Period', rule?.interval ?? 1]
  const month: Xml = ['Month', (rule?.month ?? 1) - 1]
  const dayOfMonth: Xml = ['MonthDay', rule?.dayOfMonth ?? 1]
  if (rule === undefined) return [type(1)]
  switch (rule.every) {
    case 'day':
      return [type(7), every]
    case 'weekday':
      return [type(8), every]
    case 'week':
      return [type(6), every, ['DaysOfWeek', weekdayBits(rule.weekdays ?? [])]]
    case 'month':
      return place.length > 0 ? [type(5), every, ...place] : [type(4), every, dayOfMonth]
    case 'year':
      if (rule.interval !== 1) return [type(1)]
      return place.length > 0 ? [type(3), ...place, month] : [type(2), month, dayOfMonth]
  }
  return [type(1)]
}

/** Bits from Sunday = 1 to Saturday = 64. */
function weekdayBits(weekdays: readonly number[]): number {
  return weekdays.reduce((bits, weekday) => bits | (1 << (weekday % 7)), 0)
}

function weeklyExceptions({ name, from, until, week }: WorkWeek): Exception[] {
  return week.map(({ weekday, shifts }) => ({
    ...(name !== undefined && { name }),
    from,
    until,
    shifts,
    recurrence: { every: 'week', interval: 1, weekdays: [weekday], weekStart: 7 },
  }))
}

function workWeekXml({ name, from, until, week }: WorkWeek): Xml {
  return [
    'WorkWeek',
    [
      period(from, until),
      leaf('Name', name === undefined ? undefined : oneLine(name)),
      list('WeekDays', weekDays(week)),
    ],
  ]
}
