import { z } from 'zod'

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const PATTERN = /^(\d{1,6})\s*([smhd])$/

/** Milliseconds of `30s`, `15m`, `6h` or `7d`; anything else is undefined. */
export function parseDurationText(text: string): number | undefined {
  const match = PATTERN.exec(text)
  if (match === null) return undefined
  const unit = match[2] as keyof typeof UNIT_MS // the pattern lets no other letter through
  return Number(match[1]) * UNIT_MS[unit]
}

/** An interval as people write it: a number and s, m, h or d. */
export const durationText = z
  .string({ error: 'is not an interval; write a number with s, m, h or d in quotes, e.g. "15m"' })
  .regex(PATTERN, { error: 'is not an interval; write a number with s, m, h or d, e.g. "15m" or "7d"' })
