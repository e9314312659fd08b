/** A month or an ISO week, by which demand and capacity are told. */
export interface Period {
  readonly kind: 'month' | 'week'
  /** `2026-11`, or `2026-W47` as ISO 8601 counts weeks. */
  readonly id: string
  /** Absolute minutes since 1970-01-01T00:00Z: the begin of its first day, and of the first day after it. */
  readonly from: number
  readonly until: number
}

/**
 * So many months from that of `now`, in the days of a zone.
 *
 * @param now absolute minutes since 1970-01-01T00:00Z
 */
export function monthsFrom(now: number, count: number, zone: string): readonly Period[] {
  const first = dayOf(now, zone).with({ day: 1 })
  return Array.from({ length: count }, (_, index) => {
    const day = first.add({ months: index })
    const id = day.toPlainYearMonth().toString()
    return { kind: 'month', id, from: minuteOf(day, zone), until: minuteOf(day.add({ months: 1 }), zone) }
  })
}

/**
 * The ISO weeks (Monday to Sunday) from that of `now` to the one in which `until` lies, in the days of a zone.
 *
 * @param now absolute minutes since 1970-01-01T00:00Z
 */
export function weeksFrom(now: number, until: number, zone: string): readonly Period[] {
  const today = dayOf(now, zone)
  let day = today.subtract({ days: today.dayOfWeek - 1 })
  const weeks: Period[] = []
  for (let from = minuteOf(day, zone); from < until;) {
    const next = day.add({ days: 7 })
    const end = minuteOf(next, zone)
    weeks.push({ kind: 'week', id: weekId(day), from, until: end })
    day = next
    from = end
  }
  return weeks
}

/** An ISO week's name, `2026-W01`; its year is that of its Thursday. */
export function weekId(day: Temporal.PlainDate): string {
  const week = day.weekOfYear ?? 0
  return `${day.yearOfWeek ?? day.year}-W${String(week).padStart(2, '0')}`
}

function dayOf(minute: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(minute * 60_000))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
}

function minuteOf(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime(zone).epochMilliseconds / 60_000
}
