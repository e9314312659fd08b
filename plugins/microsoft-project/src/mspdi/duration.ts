import type { Duration } from '@headless-pmo/sdk'

/** Ten thousand years: beyond it a length is a mistake, not a plan. */
const LONGEST_MINUTES = 10_000 * 366 * 1440

const ISO_DURATION =
  /^([-+])?P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/**
 * Minutes of a length such as `PT8H30M0S`. Microsoft Project writes hours, minutes and seconds only; a day of
 * another writer counts its literal 24 hours. Undefined for what has no length in minutes (years, months),
 * is malformed, or is longer than ten thousand years.
 */
export function parseMinutes(text: string): number | undefined {
  const match = ISO_DURATION.exec(text.trim())
  if (match === null || /[PT]$/.test(text.trim())) return undefined
  const [, sign, weeks, days, hours, minutes, seconds] = match
  const total =
    Number(weeks ?? 0) * 10_080 +
    Number(days ?? 0) * 1440 +
    Number(hours ?? 0) * 60 +
    Number(minutes ?? 0) +
    Number(seconds ?? 0) / 60
  if (total > LONGEST_MINUTES) return undefined
  // Seconds leave binary noise behind; a millionth of a minute is far below what any plan means.
  const rounded = Math.round(total * 1e6) / 1e6
  return sign === '-' && rounded !== 0 ? -rounded : rounded
}

/** What a DurationFormat or LagFormat says beside the unit in which it is shown. */
export interface DurationFormat {
  readonly basis: Duration['basis']
  readonly percent: boolean
  readonly estimated: boolean
}

/**
 * Reads a format number: 3 to 12 minutes to months, the even ones elapsed; 19 and 20 percent; 35 more means
 * estimated. Unknown and "none" (21, 53) count as working time.
 */
export function readFormat(format: number | undefined): DurationFormat {
  const estimated = format !== undefined && format >= 35
  const unit = format === undefined ? 7 : estimated ? format - 32 : format
  return {
    basis: unit >= 4 && unit <= 20 && unit % 2 === 0 ? 'elapsed' : 'working',
    percent: unit === 19 || unit === 20,
    estimated,
  }
}
