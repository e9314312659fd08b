import {
  compileCalendar,
  isCalendarProblem,
  minutesOf,
  STANDARD_CALENDAR,
  type CalendarProblem,
  type WorkingCalendar,
} from '../../working-time/index.ts'
import type { PersonTerms } from './capacity-input.ts'

/** Compiled calendars that are kept at a time: people with absences have one each, and each takes its place. */
const KEPT = 64

/** Compiles calendars of people; those that many have are compiled once. */
export class PeopleCalendars {
  readonly #kept = new Map<string, WorkingCalendar | CalendarProblem>()

  /** A calendar that can be counted with; where it is not the one that was asked for, why not. */
  of({ calendar, zone }: Pick<PersonTerms, 'calendar' | 'zone'>): {
    readonly calendar: WorkingCalendar
    readonly problem?: string
  } {
    const key = `${zone}\n${calendar.id}`
    const known = this.#kept.get(key) ?? compileCalendar(calendar, { zone })
    // Whoever was asked for last goes last.
    this.#kept.delete(key)
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined && this.#kept.size >= KEPT) this.#kept.delete(oldest)
    this.#kept.set(key, known)
    if (!isCalendarProblem(known)) return { calendar: known }
    const inZone = known.reason === 'zone_unknown' ? 'UTC' : zone
    return {
      calendar: this.of({ calendar: STANDARD_CALENDAR, zone: inZone }).calendar,
      problem: known.sentence,
    }
  }
}

/**
 * Minutes that somebody can work for projects in each period: the working time of their calendar, absences left out,
 * times the share of it that they work, less what other work takes.
 *
 * @param borders begin of each period and the end of the last, absolute minutes; before the status time nobody can work any more
 */
export function supplyOf(
  terms: PersonTerms,
  calendar: WorkingCalendar,
  { borders, statusTime }: { readonly borders: Float64Array; readonly statusTime: number },
): Float64Array {
  const { zone, otherWork } = terms
  const here = between(terms, zone)
  const shares = [...terms.shares, { share: 1 }].map((one) => ({ ...between(one, zone), share: one.share }))
  // The days on which anything changes cut the time into pieces of one share each.
  const cuts = [here, ...shares].flatMap(({ from, until }) => [from, until]).filter(Number.isFinite)
  const first = Math.max(borders[0] ?? 0, statusTime)
  const last = borders.at(-1) ?? 0
  const times = [...new Set([first, ...borders, ...cuts])]
    .filter((time) => time >= first && time <= last)
    .toSorted((one, other) => one - other)
  const supply = new Float64Array(Math.max(0, borders.length - 1))
  let period = 0
  for (const [index, from] of times.entries()) {
    const until = times[index + 1]
    if (until === undefined) break
    while ((borders[period + 1] ?? Infinity) <= from) period++
    if (from < here.from || from >= here.until) continue
    const share = shares.find((one) => from >= one.from && from < one.until)?.share ?? 1
    supply[period] = (supply[period] ?? 0) + calendar.between(from, until) * share * (1 - otherWork)
  }
  return supply
}

/** Two days, both included, as times. */
function between(
  { from, until }: { readonly from?: string; readonly until?: string },
  zone: string,
): { readonly from: number; readonly until: number } {
  return {
    from: from === undefined ? -Infinity : minutesOf(from, zone),
    until: until === undefined ? Infinity : minutesOf(dayAfter(until), zone),
  }
}

function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString()
}
