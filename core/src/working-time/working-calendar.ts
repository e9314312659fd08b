import type { CalendarTable } from './calendar-table.ts'
import { addWork, endOf, nextStart, previousEnd, startOf, toWorking } from './look-up.ts'

/**
 * A calendar ready to count with. All times are absolute minutes since 1970-01-01T00:00Z and may be
 * fractional; all amounts are minutes of its working time.
 */
export interface WorkingCalendar {
  readonly kind: 'workingCalendar'
  readonly id: string
  readonly name: string
  /** IANA zone in which its clock times are meant. */
  readonly zone: string
  /** The arrays behind it, holding this calendar alone. */
  readonly table: CalendarTable
  /** Working minutes before `time`, from a fixed origin; never falls. */
  toWorking(time: number): number
  /** When work goes on after `work` minutes: the next working start. */
  startOf(work: number): number
  /** The earliest time at which `work` minutes are done: the previous working end. */
  endOf(work: number): number
  /** `time` within work, else the next begin of work. */
  nextStart(time: number): number
  /** `time` within work, else the end of the work before it. */
  previousEnd(time: number): number
  /** `time` moved by working minutes; 0 leaves it where it is. */
  add(time: number, minutes: number): number
  /** Working minutes from one time to another; negative backwards. */
  between(from: number, to: number): number
}

/** A calendar over arrays that hold it alone. */
export function workingCalendar(
  about: { readonly id: string; readonly name: string; readonly zone: string },
  table: CalendarTable,
): WorkingCalendar {
  return {
    kind: 'workingCalendar',
    ...about,
    table,
    toWorking: (time) => toWorking(table, 0, time),
    startOf: (work) => startOf(table, 0, work),
    endOf: (work) => endOf(table, 0, work),
    nextStart: (time) => nextStart(table, 0, time),
    previousEnd: (time) => previousEnd(table, 0, time),
    add: (time, minutes) => addWork(table, 0, time, minutes),
    between: (from, to) => toWorking(table, 0, to) - toWorking(table, 0, from),
  }
}
