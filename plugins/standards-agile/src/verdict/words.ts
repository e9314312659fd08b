/** A number as people read it, to a tenth. */
export function rounded(value: number): string {
  return String(Number(value.toFixed(1)))
}

/** A share as people read it, to a tenth of a percent. */
export const percent = (share: number): string => `${rounded(share * 100)} %`

/** "1 day", "2 days", "2.5 days". */
export function daysWord(days: number): string {
  return `${rounded(days)} ${days === 1 ? 'day' : 'days'}`
}
