import { readNumberCell, type DecimalSign } from './number-cell.ts'

/** In which unit a bare number is meant, and how long a working day is. */
export interface EffortScale {
  readonly effortUnit: 'seconds' | 'minutes' | 'hours' | 'days'
  readonly minutesPerDay: number
}

/** Letters by which units begin, in English and German, as trackers and planners write them. */
const UNITS: readonly (readonly [RegExp, (scale: EffortScale) => number])[] = [
  [/^(?:w|week|weeks|wk|wks|woche|wochen)$/i, ({ minutesPerDay }) => 5 * minutesPerDay],
  [/^(?:d|day|days|t|tag|tage)$/i, ({ minutesPerDay }) => minutesPerDay],
  [/^(?:h|hr|hrs|hour|hours|std|stunde|stunden)$/i, () => 60],
  [/^(?:m|min|mins|minute|minutes|minuten)$/i, () => 1],
  [/^(?:s|sec|secs|second|seconds|sek|sekunden)$/i, () => 1 / 60],
]

const PART = /([\d.,]+)\s*(\p{L}+)\.?\s*/uy

/**
 * Minutes of an effort: a bare number in the unit that is set, "3h 30m", "2,5 d", "1:30".
 * @returns undefined where it is none
 */
export function readEffort(cell: string, decimal: DecimalSign, scale: EffortScale): number | undefined {
  const text = cell.trim().replace(/\?$/, '')
  const clock = /^(\d{1,5}):([0-5]\d)(?::[0-5]\d)?$/.exec(text)
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2])
  const bare = readNumberCell(text)?.[decimal]
  if (bare !== undefined) {
    const units = { seconds: 1 / 60, minutes: 1, hours: 60, days: scale.minutesPerDay }
    return rounded(Number(bare) * units[scale.effortUnit])
  }
  let minutes = 0
  PART.lastIndex = 0
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text)
    const [, amount = '', word = ''] = match ?? []
    const number = readNumberCell(amount)?.[decimal]
    const unit = UNITS.find(([name]) => name.test(word))?.[1]
    if (match === null || number === undefined || unit === undefined) return undefined
    minutes += Number(number) * unit(scale)
  }
  return text === '' ? undefined : rounded(minutes)
}

/** Fractions of a second are nobody's plan. */
function rounded(minutes: number): number {
  return Math.round(minutes * 60) / 60
}
