import type { RecordInput } from '@headless-pmo/sdk'
import { mapCalendar } from '../../map/calendar.ts'
import { Entry } from '../../map/entry.ts'
import { refOf } from '../../mspdi/plan-item.ts'
import type { XmlElement } from '../../mspdi/xml-element.ts'
import { POOL } from '../address.ts'
import { idIn, linkedList, momentIn, numberIn, textIn } from '../value.ts'
import { planElement } from './plan-element.ts'

/** Said with every base calendar: the object model has its exceptions and no more. */
export const WEEK_ASSUMED =
  'Project Server does not tell the working week of a calendar; Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00, is assumed'

/** A base calendar of the server. */
export function mapServerCalendar(row: unknown): RecordInput[] {
  const id = idIn(row, 'Id')
  if (id === undefined) return []
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ordinaryDay(day))
  return calendarOf(id, textIn(row, 'Name'), {
    exceptions: linkedList(row, 'BaseCalendarExceptions'),
    more: { IsBaseCalendar: true, WeekDays: days },
    warning: WEEK_ASSUMED,
  })
}

/** The calendar of one resource: its base, with its own absences and extra shifts. */
export function mapResourceCalendar(
  resource: string,
  name: string | undefined,
  base: string | undefined,
  exceptions: readonly unknown[],
): RecordInput[] {
  return calendarOf(resource, name, { exceptions, more: { IsBaseCalendar: false } }).map((record) =>
    record.kind === 'calendar' && base !== undefined
      ? { ...record, base: refOf(POOL, 'calendar', base) }
      : record,
  )
}

function calendarOf(
  id: string,
  name: string | undefined,
  {
    exceptions,
    more,
    warning,
  }: {
    readonly exceptions: readonly unknown[]
    readonly more: Readonly<Record<string, boolean | readonly XmlElement[]>>
    readonly warning?: string
  },
): RecordInput[] {
  const xml = planElement('Calendar', {
    Name: name,
    ...more,
    ...(exceptions.length === 0 ? {} : { Exceptions: exceptions.map(exceptionElement) }),
  })
  const entry = new Entry({ plan: POOL, element: 'calendar', uid: id, xml }, {})
  if (warning !== undefined) entry.xml.warn(warning)
  return mapCalendar(entry).map((record) => {
    if (record.kind !== 'calendar') return record
    // No project's: the pool is no container.
    const { container: _container, ...rest } = record
    return rest
  })
}

/** Day types count from Sunday = 1. */
function ordinaryDay(type: number): XmlElement {
  if (type === 1 || type === 7) return planElement('WeekDay', { DayType: type, DayWorking: false })
  return planElement('WeekDay', {
    DayType: type,
    DayWorking: true,
    WorkingTimes: [
      planElement('WorkingTime', { FromTime: '08:00:00', ToTime: '12:00:00' }),
      planElement('WorkingTime', { FromTime: '13:00:00', ToTime: '17:00:00' }),
    ],
  })
}

function exceptionElement(exception: unknown): XmlElement {
  const shifts = [1, 2, 3, 4, 5].flatMap((shift) => {
    const start = numberIn(exception, `Shift${shift}Start`) ?? 0
    const finish = numberIn(exception, `Shift${shift}Finish`) ?? 0
    // Equal ends are a shift that is not used.
    return start === finish
      ? []
      : [planElement('WorkingTime', { FromTime: clock(start), ToTime: clock(finish) })]
  })
  return planElement('Exception', {
    TimePeriod: [
      ['FromDate', momentIn(exception, 'Start') ?? ''],
      ['ToDate', momentIn(exception, 'Finish') ?? ''],
    ],
    Name: textIn(exception, 'Name'),
    ...recurrenceOf(exception),
    DayWorking: shifts.length > 0,
    ...(shifts.length === 0 ? {} : { WorkingTimes: shifts }),
  })
}

/** Minutes since midnight; the end of a day is written as its beginning. */
function clock(minutes: number): string {
  const part = (value: number): string => String(value).padStart(2, '0')
  return `${part(Math.floor(minutes / 60) % 24)}:${part(minutes % 60)}:00`
}

/**
 * How an exception repeats, in a plan file's numbers. It is told by the fields that are set rather than by the number of
 * the type, whose values Microsoft's reference names without numbers: a month with a day is every year, a day of the
 * month every month, days of the week every week.
 */
function recurrenceOf(exception: unknown): Readonly<Record<string, number>> {
  const days = numberIn(exception, 'RecurrenceDays') ?? 0
  const month = numberIn(exception, 'RecurrenceMonth') ?? 0
  const monthDay = numberIn(exception, 'RecurrenceMonthDay') ?? 0
  const interval = Math.max(1, numberIn(exception, 'RecurrenceFrequency') ?? 1)
  if (month > 0 && monthDay > 0) return { Type: 2, Month: month - 1, MonthDay: monthDay }
  if (monthDay > 0) return { Type: 4, Period: interval, MonthDay: monthDay }
  if (days > 0 && month === 0 && (numberIn(exception, 'RecurrenceWeek') ?? 0) === 0)
    return { Type: 6, Period: interval, DaysOfWeek: days }
  return interval > 1 ? { Type: 7, Period: interval } : { Type: 1 }
}
