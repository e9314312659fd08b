import { z } from '@headless-pmo/sdk'

const DAY_MS = 86_400_000

/**
 * Days of the calendar from the day of a moment to another day: the date as it is written, whatever the clock says. Negative
 * where the moment lies after it.
 */
export function daysSince(moment: string, today: string): number {
  return (Date.parse(today) - Date.parse(moment.slice(0, 10))) / DAY_MS
}

/** A setting in days. */
export const someDays = (fallback: number, what: string) => z.number().min(0).default(fallback).describe(what)
