import type { RecordOf } from '@headless-pmo/sdk'

type Exception = NonNullable<RecordOf<'calendar'>['exceptions']>[number]

/**
 * The days of a calendar exception, found by asking of every single day whether it belongs: slow, and for
 * that reason hard to get wrong. It knows the model's words alone, nothing of any file.
 */
export function daysOf({ from, until, recurrence }: Exception): string[] {
  const days: string[] = []
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, until) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (recurrence === undefined || belongs(day, Temporal.PlainDate.from(from), recurrence))
      days.push(day.toString())
  }
  return recurrence?.occurrences === undefined ? days : days.slice(0, recurrence.occurrences)
}

function belongs(
  day: Temporal.PlainDate,
  start: Temporal.PlainDate,
  rule: NonNullable<Exception['recurrence']>,
): boolean {
  const months = (day.year - start.year) * 12 + day.month - start.month
  switch (rule.every) {
    case 'day':
      return start.until(day).days % rule.interval === 0
    case 'weekday':
      return day.dayOfWeek <= 5
    case 'week': {
      const weekStart = rule.weekStart ?? 1
      const weeks = weekOf(start, weekStart).until(weekOf(day, weekStart)).days / 7
      return weeks % rule.interval === 0 && (rule.weekdays ?? []).includes(day.dayOfWeek)
    }
    case 'month':
      return months % rule.interval === 0 && isPlace(day, rule)
    case 'year':
      return (day.year - start.year) % rule.interval === 0 && day.month === rule.month && isPlace(day, rule)
  }
  return false
}

function weekOf(day: Temporal.PlainDate, weekStart: number): Temporal.PlainDate {
  return day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 })
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function isPlace(day: Temporal.PlainDate, rule: NonNullable<Exception['recurrence']>): boolean {
  if (rule.dayOfMonth !== undefined) return day.day === rule.dayOfMonth
  const fits = (other: Temporal.PlainDate): boolean => {
    if (rule.positionDay === 'day') return true
    if (rule.positionDay === 'weekday') return other.dayOfWeek <= 5
    if (rule.positionDay === 'weekend_day') return other.dayOfWeek > 5
    return WEEKDAYS[other.dayOfWeek - 1] === rule.positionDay
  }
  const candidates = Array.from({ length: day.daysInMonth }, (_, index) =>
    day.with({ day: index + 1 }),
  ).filter(fits)
  const position = rule.position ?? 1
  const chosen = candidates.at(position === -1 ? -1 : position - 1)
  return chosen?.equals(day) === true
}
