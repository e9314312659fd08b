/** The first and the last day that Microsoft Project knows; what lies beyond keeps a file from opening. */
const FIRST_DAY = '1984-01-01'
const LAST_DAY = '2149-12-31'

/** Which end of a day is meant where only the day is stated. */
export type DayEnd = 'start' | 'finish'
/** Hours at which a day begins and ends where only the day is stated. */
export const DAY_ENDS: Readonly<Record<DayEnd, string>> = { start: '08:00:00', finish: '17:00:00' }

/**
 * A day, an instant or a local time as the local time of the plan, `YYYY-MM-DDTHH:mm:ss`; undefined for what Microsoft Project cannot
 * hold. A day begins at 08:00 and ends at 17:00.
 *
 * @param zones IANA names: that of the plan, and that in which local times are stated where they differ
 */
export function localMoment(
  when: string,
  zones: { readonly plan: string; readonly stated?: string },
  end: DayEnd = 'start',
): string | undefined {
  const local = localOf(when, zones, end)
  const day = local?.slice(0, 10) ?? ''
  return day >= FIRST_DAY && day <= LAST_DAY && local !== undefined && local.length === 19 ? local : undefined
}

function localOf(
  when: string,
  { plan, stated }: { readonly plan: string; readonly stated?: string },
  end: DayEnd,
): string | undefined {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(when)) return `${when}T${DAY_ENDS[end]}`
    if (when.endsWith('Z')) {
      return Temporal.Instant.from(when).toZonedDateTimeISO(plan).toPlainDateTime().toString(WHOLE_SECONDS)
    }
    const local = Temporal.PlainDateTime.from(when)
    if (stated === undefined || stated === plan) return local.toString(WHOLE_SECONDS)
    return local.toZonedDateTime(stated).withTimeZone(plan).toPlainDateTime().toString(WHOLE_SECONDS)
  } catch {
    // A date that no calendar has.
    return undefined
  }
}

const WHOLE_SECONDS = { smallestUnit: 'second', roundingMode: 'trunc' } as const
