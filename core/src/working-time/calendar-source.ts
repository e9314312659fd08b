import type { Calendar } from '@headless-pmo/sdk'
import { calendarProblem, type CalendarProblem } from './calendar-problem.ts'

/** Working hours of one day as local clock times; `to` at or before `from` ends on the next day. */
export type Shift = Calendar['week'][number]['shifts'][number]

/** What one calendar of a chain says itself; what it leaves open its base says. */
export type CalendarRules = Pick<Calendar, 'week' | 'workWeeks' | 'exceptions'>

/** A calendar with its bases at hand: all that compiling it needs. */
export interface CalendarSource {
  /** Tells the calendar from others, e.g. connection and ref. */
  readonly id: string
  readonly name: string
  /** The calendar's own rules first, then its base's, then that one's base's. */
  readonly chain: readonly CalendarRules[]
}

/**
 * Follows a calendar's bases. A ring of bases and a base that is not there come back as a problem that names
 * the calendars, in order.
 */
export function calendarSource(
  calendar: Calendar,
  find: (ref: string) => Calendar | undefined,
  id: string = calendar.ref,
): CalendarSource | CalendarProblem {
  const { name } = calendar
  const chain: Calendar[] = []
  const seen = new Set<string>()
  for (let at: Calendar = calendar; ;) {
    if (seen.has(at.ref)) {
      const ring = [...chain.slice(chain.findIndex(({ ref }) => ref === at.ref)), at]
      return calendarProblem({ id, name }, 'base_cycle', ring.map((one) => `"${one.name}"`).join(' ▸ '))
    }
    seen.add(at.ref)
    chain.push(at)
    if (at.base === undefined) return { id, name, chain }
    const base = find(at.base)
    if (base === undefined)
      return calendarProblem({ id, name }, 'base_missing', `"${at.name}" names "${at.base}"`)
    at = base
  }
}
