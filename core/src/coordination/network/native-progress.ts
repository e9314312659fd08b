import type { WorkItem } from '@headless-pmo/sdk'
import { beginOf } from './moments.ts'

/** Fields of plans that dates depend on; no others are read from the database. */
export const NATIVE_FIELDS = ['IgnoreResourceCalendar', 'RemainingDuration', 'Resume', 'Type'] as const

/** Working minutes that a plan says are left of an item, which its percentage only says roughly. */
export function remainingDuration({ fields }: WorkItem): number | undefined {
  const minutes = fields?.['RemainingDuration']
  return typeof minutes === 'number' && minutes >= 0 ? minutes : undefined
}

/** When a plan says that the work that is left goes on; absolute minutes. */
export function resumeOf({ fields }: WorkItem, zone: string): number | undefined {
  const when = fields?.['Resume']
  const time = typeof when === 'string' ? beginOf(when, zone) : NaN
  return Number.isNaN(time) ? undefined : time
}

/** The item follows its own calendar alone, whoever works on it: it says so, or its duration is fixed. */
export function ignoresResourceCalendars({ fields }: WorkItem): boolean {
  return fields?.['IgnoreResourceCalendar'] === true || fields?.['Type'] === 'Fixed Duration'
}
