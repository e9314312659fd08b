import { z } from 'zod'

interface Days {
  readonly from?: string | undefined
  readonly until?: string | undefined
}

/** Refuses a period that ends before it begins. */
export function forward<T extends z.ZodType<Days>>(period: T): T {
  return period.refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    error: 'is before `from`; change one of the days',
  })
}

/** A zone that this runtime knows. */
export const timeZone = z.string().refine(isTimeZone, {
  error: 'is not a time zone; write its IANA name, e.g. "Europe/Berlin"',
})

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
