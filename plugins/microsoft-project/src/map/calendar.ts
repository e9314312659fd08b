import type { RecordInput, RecordOf } from '@headless-pmo/sdk'
import type { ElementReader } from '../mspdi/element-reader.ts'
import { wholeNumber } from '../mspdi/entry-numbering.ts'
import { dayOf } from '../mspdi/moment.ts'
import { defined } from './defined.ts'
import type { Entry } from './entry.ts'
import { readRecurrence } from './recurrence.ts'

type Shift = RecordOf<'calendar'>['week'][number]['shifts'][number]

/** What Microsoft Project assumes of a working day without times of its own. */
const ORDINARY_DAY: readonly Shift[] = [
  { from: '08:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
]

/**
 * A calendar. Exceptions come twice in a file: as rules with a name, and, for older readers, spelled out as
 * days of type 0. The days count only where there are no rules.
 */
export function mapCalendar(entry: Entry): RecordInput[] {
  const { xml, item } = entry
  const base = wholeNumber(xml.word('BaseCalendarUID'))
  const hasBase = base !== undefined && Number(base) >= 0 && base !== item.uid
  const exceptions =
    xml.elements('Exceptions').length > 0
      ? xml.list('Exceptions', 'Exception').flatMap((exception) => readException(exception, true))
      : xml
          .list('WeekDays', 'WeekDay')
          .filter(isException)
          .flatMap((day) => readException(day, false))
  const workWeeks = xml.list('WorkWeeks', 'WorkWeek').flatMap(readWorkWeek)
  const week = readWeek(xml.list('WeekDays', 'WeekDay'))
  return [
    {
      kind: 'calendar',
      ref: entry.ref,
      container: item.plan,
      name: xml.text('Name') ?? `Calendar ${item.uid}`,
      week,
      ...defined({
        aliases: entry.aliases,
        base: hasBase ? entry.refTo('calendar', base) : undefined,
        isBase: xml.flag('IsBaseCalendar'),
        workWeeks: workWeeks.length === 0 ? undefined : workWeeks,
        exceptions: exceptions.length === 0 ? undefined : exceptions,
      }),
      ...defined({ warnings: entry.warnings }),
    },
  ]
}

function isException(day: ElementReader): boolean {
  return day.number('DayType') === 0
}

function readWeek(days: readonly ElementReader[]): { weekday: number; shifts: Shift[] }[] {
  const byDay = new Map<number, Shift[]>()
  for (const day of days) {
    const type = day.number('DayType') ?? 0
    if (!Number.isInteger(type) || type < 1 || type > 7) continue
    const weekday = type === 1 ? 7 : type - 1
    if (!byDay.has(weekday)) byDay.set(weekday, readShifts(day))
  }
  return [...byDay].toSorted(([a], [b]) => a - b).map(([weekday, shifts]) => ({ weekday, shifts }))
}

function readException(
  exception: ElementReader,
  withRule: boolean,
): NonNullable<RecordOf<'calendar'>['exceptions']> {
  const period = readPeriod(exception)
  if (period === undefined) {
    exception.warn('A calendar exception without a readable period is left out')
    return []
  }
  const recurrence = withRule ? readRecurrence(exception) : undefined
  const shifts = readShifts(exception)
  return [
    {
      ...period,
      shifts,
      ...defined({ name: exception.text('Name') }),
      ...(recurrence === undefined ? {} : { recurrence }),
    },
  ]
}

function readWorkWeek(workWeek: ElementReader): NonNullable<RecordOf<'calendar'>['workWeeks']> {
  const period = readPeriod(workWeek)
  if (period === undefined) {
    workWeek.warn('A working week without a readable period is left out')
    return []
  }
  const days = workWeek.list('WeekDays', 'WeekDay')
  return [{ ...period, week: readWeek(days), ...defined({ name: workWeek.text('Name') }) }]
}

function readPeriod(reader: ElementReader): { from: string; until: string } | undefined {
  const period = reader.all('TimePeriod')[0]
  const from = period?.moment('FromDate')
  const until = period?.moment('ToDate') ?? from
  if (from === undefined || until === undefined || dayOf(until) < dayOf(from)) return undefined
  return { from: dayOf(from), until: dayOf(until) }
}

/** The working hours of a day; an end at midnight is 24:00. */
function readShifts(day: ElementReader): Shift[] {
  if (day.flag('DayWorking') === false) return []
  const shifts: Shift[] = []
  const times = day.list('WorkingTimes', 'WorkingTime')
  for (const time of times) {
    const from = clock(time.word('FromTime'))
    const end = clock(time.word('ToTime'))
    const to = end === '00:00' ? '24:00' : end
    if (from === undefined || to === undefined || to <= from) {
      if (time.word('FromTime') !== undefined)
        day.warn(`Working time ${from ?? '?'} to ${to ?? '?'} is left out`)
    } else shifts.push({ from, to })
  }
  if (shifts.length === 0 && day.flag('DayWorking') === true) {
    day.warn('A working day without times is taken as 08:00 to 12:00 and 13:00 to 17:00')
    return [...ORDINARY_DAY]
  }
  return shifts.toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

function clock(text: string | undefined): string | undefined {
  const match = /(?:^|T)([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?/.exec(text ?? '')
  if (match === null) return undefined
  const time = `${match[1]}:${match[2]}`
  // The last second of a day is how some writers say midnight.
  return (time === '23:59' && match[3] === '59') || time === '24:00' ? '00:00' : time
}
