import type { CalendarRules } from '../calendar-source.ts'

type Exception = NonNullable<CalendarRules['exceptions']>[number]

/**
 * A second, slow and obvious reading of a calendar, to judge the tables by: every day for itself, with
 * Temporal for days and zones, counting spans of work one after the other.
 */
export class SlowCalendar {
  readonly #chain: readonly CalendarRules[]
  readonly #zone: string

  constructor(chain: readonly CalendarRules[], zone: string) {
    this.#chain = chain
    this.#zone = zone
  }

  /** Working minutes between two absolute times, both inside the years that a table knows. */
  between(from: number, to: number): number {
    return this.spans(from, to).reduce(
      (sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)),
      0,
    )
  }

  /** Whether work is done in the minute that begins at an absolute time. */
  worksAt(time: number): boolean {
    return this.spans(time, time + 1).some(([start, end]) => start <= time && time < end)
  }

  /** Spans of work around a period, joined where they meet. */
  spans(from: number, to: number): [number, number][] {
    const spans: [number, number][] = []
    let day = plainDay(from, this.#zone).subtract({ days: 2 })
    const last = plainDay(to, this.#zone).add({ days: 2 })
    for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
      for (const { from: begin, to: end } of this.#shifts(day)) {
        const start = this.#absolute(day, begin)
        const stop = this.#absolute(end > begin ? day : day.add({ days: 1 }), end)
        if (stop > start) spans.push([start, stop])
      }
    }
    const joined: [number, number][] = []
    for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
      const before = joined.at(-1)
      if (before !== undefined && start <= before[1]) before[1] = Math.max(before[1], end)
      else joined.push([start, end])
    }
    return joined
  }

  #absolute(day: Temporal.PlainDate, clock: string): number {
    const [date, time] = clock === '24:00' ? [day.add({ days: 1 }), '00:00'] : [day, clock]
    return date.toZonedDateTime({ timeZone: this.#zone, plainTime: time }).epochMilliseconds / 60_000
  }

  #shifts(day: Temporal.PlainDate): readonly { readonly from: string; readonly to: string }[] {
    for (const { exceptions = [] } of this.#chain) {
      const found = exceptions
        .filter((one) => fallsOn(one, day))
        .toSorted((a, b) => strength(a) - strength(b))
        .at(0)
      if (found !== undefined) return found.shifts
    }
    const ofDay = (week: CalendarRules['week']): CalendarRules['week'][number] | undefined =>
      week.find(({ weekday }) => weekday === day.dayOfWeek)
    for (const { week, workWeeks = [] } of this.#chain) {
      const named = workWeeks
        .filter(({ from, until }) => day.toString() >= from && day.toString() <= until)
        .map(({ week: days }) => ofDay(days))
        .find((one) => one !== undefined)
      const shifts = named ?? ofDay(week)
      if (shifts !== undefined) return shifts.shifts
    }
    return []
  }
}

function plainDay(time: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(time * 60_000))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
}

function strength({ recurrence }: Exception): number {
  return recurrence === undefined
    ? 0
    : ['day', 'weekday', 'week', 'month', 'year'].indexOf(recurrence.every) + 1
}

/** Whether an exception falls on a day: by counting from its first day, with no expansion of its own. */
function fallsOn({ from, until, recurrence: rule }: Exception, day: Temporal.PlainDate): boolean {
  const first = Temporal.PlainDate.from(from)
  if (day.toString() < from || day.toString() > until) return false
  if (rule === undefined) return true
  if (!matches(rule, first, day)) return false
  if (rule.occurrences === undefined) return true
  let count = 0
  for (let at = first; Temporal.PlainDate.compare(at, day) <= 0; at = at.add({ days: 1 }))
    if (matches(rule, first, at)) count++
  return count <= rule.occurrences
}

type Rule = NonNullable<Exception['recurrence']>

function matches(rule: Rule, first: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  const days = first.until(day, { largestUnit: 'day' }).days
  switch (rule.every) {
    case 'day':
      return days % rule.interval === 0
    case 'weekday': {
      if (day.dayOfWeek > 5) return false
      let workdays = 0
      for (let at = first; Temporal.PlainDate.compare(at, day) < 0; at = at.add({ days: 1 }))
        if (at.dayOfWeek <= 5) workdays++
      return workdays % rule.interval === 0
    }
    case 'week': {
      const intoWeek = (first.dayOfWeek - (rule.weekStart ?? 1) + 7) % 7
      const weekdays = rule.weekdays ?? [first.dayOfWeek]
      return Math.floor((days + intoWeek) / 7) % rule.interval === 0 && weekdays.includes(day.dayOfWeek)
    }
    case 'month': {
      const months = (day.year - first.year) * 12 + day.month - first.month
      const begun = rule.position === undefined && (rule.dayOfMonth ?? first.day) < first.day ? 1 : 0
      return (
        months >= begun &&
        (months - begun) % rule.interval === 0 &&
        isPlace(rule, day, rule.dayOfMonth ?? first.day)
      )
    }
    case 'year': {
      if (day.month !== (rule.month ?? first.month)) return false
      return isPlace(rule, day, rule.dayOfMonth ?? first.day)
    }
  }
  return false
}

function isPlace(rule: Rule, day: Temporal.PlainDate, dayOfMonth: number): boolean {
  if (rule.position === undefined) return day.day === Math.min(dayOfMonth, day.daysInMonth)
  const alike = Array.from({ length: day.daysInMonth }, (_, at) => day.with({ day: at + 1 })).filter((one) =>
    isKind(rule.positionDay ?? 'day', one.dayOfWeek),
  )
  return alike.at(rule.position === -1 ? -1 : rule.position - 1)?.equals(day) === true
}

function isKind(kind: NonNullable<Rule['positionDay']>, dayOfWeek: number): boolean {
  const names = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  return (
    kind === 'day' ||
    (kind === 'weekday' && dayOfWeek <= 5) ||
    (kind === 'weekend_day' && dayOfWeek > 5) ||
    names[dayOfWeek - 1] === kind
  )
}
