/** Why a calendar cannot count working time. */
export type CalendarProblemReason = 'base_cycle' | 'base_missing' | 'no_working_time' | 'zone_unknown'

/** A calendar that cannot be used, with the sentence that tells a person what to do. */
export interface CalendarProblem {
  readonly kind: 'calendarProblem'
  readonly id: string
  readonly name: string
  readonly reason: CalendarProblemReason
  readonly sentence: string
}

/** A calendar's problem; `detail` names what is wrong: the ring of bases, the missing base, the zone. */
export function calendarProblem(
  { id, name }: { readonly id: string; readonly name: string },
  reason: CalendarProblemReason,
  detail = '',
): CalendarProblem {
  return { kind: 'calendarProblem', id, name, reason, sentence: SENTENCES[reason](name, detail) }
}

/** Tells a problem from what came of a calendar that is sound. */
export function isCalendarProblem(value: object): value is CalendarProblem {
  return 'kind' in value && value.kind === 'calendarProblem'
}

const SENTENCES: Record<CalendarProblemReason, (name: string, detail: string) => string> = {
  base_cycle: (name, ring) =>
    `The calendar "${name}" is derived from itself (${ring}); give one of them another base calendar.`,
  base_missing: (name, base) =>
    `A base of the calendar "${name}" is not there (${base}); sync the calendar it names, or take the base away.`,
  no_working_time: (name) =>
    `The calendar "${name}" has no working time; give one of its weekdays working hours.`,
  zone_unknown: (name, zone) =>
    `The time zone "${zone}" of the calendar "${name}" is not known; use a name of the IANA list, such as "Europe/Berlin".`,
}
