import type { RegisterBody } from '../register/bodies.ts'

/** What a live risk said over time, oldest first. */
export interface RiskOverTime {
  readonly now: RegisterBody<'risk'>
  readonly versions: readonly { readonly at: string; readonly body: RegisterBody<'risk'> }[]
}

/** Months that the history goes back. */
const MONTHS = 12

/** The last day of a month, YYYY-MM-DD. */
function lastDay(month: string): string {
  return Temporal.PlainYearMonth.from(month).toPlainDate({ day: 31 }).toString()
}

/**
 * Probability times impact of all risks that were open at the end of each whole month, oldest first. A month in which an open
 * risk was not rated is left out: its sum would be too small. Probability and impact are those of that time, as far as the
 * register goes back.
 */
export function riskHistory(
  risks: readonly RiskOverTime[],
  today: string,
): { readonly month: string; readonly exposure: number }[] {
  const current = Temporal.PlainDate.from(today).toPlainYearMonth()
  const first = risks.map(({ now }) => now.opened.slice(0, 7)).toSorted()[0]
  if (first === undefined) return []
  const history: { month: string; exposure: number }[] = []
  for (let back = MONTHS; back >= 1; back -= 1) {
    const month = current.subtract({ months: back }).toString()
    if (month < first) continue
    const exposure = exposureOn(risks, lastDay(month))
    if (exposure !== undefined) history.push({ month, exposure })
  }
  return history
}

function exposureOn(risks: readonly RiskOverTime[], day: string): number | undefined {
  let sum = 0
  for (const { now, versions } of risks) {
    if (now.opened > day || (now.closed !== undefined && now.closed <= day)) continue
    const then = versions.findLast(({ at }) => at.slice(0, 10) <= day)?.body ?? versions[0]?.body ?? now
    // Closed without a day: it was as it said then.
    if (then.state !== 'open') continue
    if (then.probability === undefined || then.impact === undefined) return undefined
    sum += then.probability * then.impact
  }
  return sum
}
