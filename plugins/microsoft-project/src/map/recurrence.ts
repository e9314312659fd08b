import type { recurrence, z } from '@headless-pmo/sdk'
import type { ElementReader } from '../mspdi/element-reader.ts'

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

/** Microsoft Project counts the weeks of a recurrence from Sunday, whatever day the plan's weeks begin on. */
const SUNDAY = 7

/**
 * When a calendar exception repeats; undefined where it is every day of its period (types 1 and 9), or where
 * the description makes no sense, with a warning.
 */
export function readRecurrence(exception: ElementReader): z.output<typeof recurrence> | undefined {
  const rule = ruleOf(exception)
  if (rule === undefined) return undefined
  const occurrences =
    exception.flag('EnteredByOccurrences') === true ? exception.number('Occurrences') : undefined
  return occurrences !== undefined && Number.isInteger(occurrences) && occurrences >= 1
    ? { ...rule, occurrences }
    : rule
}

function ruleOf(exception: ElementReader): z.output<typeof recurrence> | undefined {
  const type = exception.number('Type') ?? 1
  const interval = Math.max(1, Math.trunc(exception.number('Period') ?? 1))
  const dayOfMonth = within(exception.number('MonthDay'), 1, 31)
  const month = within((exception.number('Month') ?? -1) + 1, 1, 12)
  const place = placeInMonth(exception)
  switch (type) {
    case 1:
    case 9:
      return undefined
    case 2:
      if (dayOfMonth !== undefined && month !== undefined)
        return { every: 'year', interval: 1, month, dayOfMonth }
      break
    case 3:
      if (place !== undefined && month !== undefined) return { every: 'year', interval: 1, month, ...place }
      break
    case 4:
      if (dayOfMonth !== undefined) return { every: 'month', interval, dayOfMonth }
      break
    case 5:
      if (place !== undefined) return { every: 'month', interval, ...place }
      break
    case 6: {
      const weekdays = weekdaysOf(exception.number('DaysOfWeek') ?? 0)
      if (weekdays.length > 0) return { every: 'week', interval, weekdays, weekStart: SUNDAY }
      break
    }
    case 7:
      return { every: 'day', interval }
    case 8:
      return { every: 'weekday', interval }
    default:
  }
  exception.warn(`A calendar exception of type ${type} is incomplete; taken as every day of its period`)
  return undefined
}

function placeInMonth(
  exception: ElementReader,
): { position: number; positionDay: (typeof POSITION_DAYS)[number] } | undefined {
  const position = exception.number('MonthPosition')
  const positionDay = POSITION_DAYS[exception.number('MonthItem') ?? -1]
  if (positionDay === undefined || position === undefined || within(position, 0, 4) === undefined)
    return undefined
  return { position: position === 4 ? -1 : position + 1, positionDay }
}

/** Bits from Sunday = 1 to Saturday = 64, as 1 Monday … 7 Sunday. */
function weekdaysOf(bits: number): number[] {
  return [1, 2, 3, 4, 5, 6, 7].filter((weekday) => (bits & (1 << (weekday % 7))) !== 0)
}

function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most ? value : undefined
}
