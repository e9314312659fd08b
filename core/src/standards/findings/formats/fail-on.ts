import type { CheckSeverity } from '@headless-pmo/sdk'
import { SEVERITIES } from '../finding.ts'
import type { CheckDocument } from './check-document.ts'

/**
 * What makes a check of a pipeline fail. `breach`: an open finding, of the asked severity or worse; what is waived is
 * none. `unknown`: something could not be judged for want of data. `error`: a rule failed itself. `none`: nothing.
 */
export const FAIL_ON = ['breach', 'unknown', 'error', 'none'] as const

/** One of {@link FAIL_ON}. */
export type FailOn = (typeof FAIL_ON)[number]

/**
 * Why a check fails, a sentence each; empty: it does not.
 * @param failOn what was asked for; `none` beside others changes nothing
 */
export function failures(
  document: Pick<CheckDocument, 'counts' | 'totals' | 'results'>,
  failOn: readonly FailOn[],
  severity: CheckSeverity = 'info',
): readonly string[] {
  const { counts, totals, results } = document
  const why: string[] = []
  if (failOn.includes('breach')) {
    const bad = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1)
    const open = counts
      .filter((one) => one.state === 'open' && bad.some((of) => of === one.severity))
      .reduce((sum, { total }) => sum + total, 0)
    const what =
      severity === 'info' ? '' : ` of severity ${severity}${severity === 'error' ? '' : ' or worse'}`
    if (open > 0) why.push(`${counted(open, 'open finding')}${what}.`)
  }
  // A pipeline that is told "all is well" because nothing was looked at is told a lie.
  if (results.length === 0 && failOn.some((one) => one !== 'none'))
    why.push('No rule has judged anything of what was asked for.')
  if (failOn.includes('unknown') && totals.unknown > 0)
    why.push(`${counted(totals.unknown, 'subject')} could not be judged: unknown.`)
  if (failOn.includes('error') && totals.error > 0)
    why.push(`${counted(totals.error, 'subject')} could not be judged: a rule failed itself.`)
  return why
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
