import { PmoError } from '../../config/index.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Before it no database keeps a time as it is written. */
const FIRST = Temporal.Instant.from('0001-01-03T00:00:00Z')

/**
 * What is meant by a time of the past: an instant as it is, a calendar day by its end on the clock of a zone, today by now.
 * Pure.
 *
 * @param text ISO 8601
 * @throws PmoError `invalid-request` for what is neither, and for what lies ahead
 */
export function pastInstant(text: string, now: Temporal.Instant, timeZone = 'UTC'): Temporal.Instant {
  const [from, until] = spanOf(text, timeZone)
  if (Temporal.Instant.compare(from, now) > 0) {
    throw new PmoError(
      'invalid-request',
      `${text.slice(0, 40)} lies ahead, and nothing tells what will be true then; leave it out, or name a day that has begun.`,
    )
  }
  return Temporal.Instant.compare(until, now) > 0 ? now : until
}

/** The first and the last instant that a text means, to the second. */
function spanOf(text: string, timeZone: string): readonly [Temporal.Instant, Temporal.Instant] {
  try {
    if (!DAY.test(text)) {
      const instant = Temporal.Instant.from(text)
      if (Temporal.Instant.compare(instant, FIRST) < 0) throw new RangeError('before all records')
      return [instant, instant]
    }
    const day = Temporal.PlainDate.from(text)
    const begin = day.toZonedDateTime(timeZone).toInstant()
    if (Temporal.Instant.compare(begin, FIRST) < 0) throw new RangeError('before all records')
    return [begin, day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant().subtract({ seconds: 1 })]
  } catch {
    throw new PmoError(
      'invalid-request',
      `"${text.slice(0, 40)}" is no time of the past; write a day as 2026-01-31, or an instant as 2026-01-31T12:00:00Z.`,
    )
  }
}
