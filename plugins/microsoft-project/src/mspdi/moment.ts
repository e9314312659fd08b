const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?)?(Z|[-+]\d\d:\d\d)?$/

/**
 * A date of a plan: local time without a zone stays local, a bare date stays a day. A zone, which Microsoft
 * Project never writes, makes it an instant. Undefined for what is no date.
 */
export function parseMoment(text: string): string | undefined {
  const match = MOMENT.exec(text.trim())
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second = '00', , zone] = match
  if (hour === undefined)
    return isDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  if (!isDay(Number(year), Number(month), Number(day))) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  if (zone === undefined) return local
  const instant = Date.parse(`${local}${zone}`)
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z')
}

/** The calendar day of a moment, as written. */
export function dayOf(moment: string): string {
  return moment.slice(0, 10)
}

/**
 * Microsoft Project writes its first and last possible dates for "not limited": 1984-01-01, 2049-12-31 and,
 * in newer releases, 2149-12-31.
 */
export function isUnlimited(moment: string): boolean {
  return /^(1984-01-01|2049-12-31|2149-12-31)/.test(moment)
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
