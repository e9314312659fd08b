import { evaluateCheck, type CheckResult } from '@headless-pmo/engine'
import type { AnyCheck } from '@headless-pmo/sdk'
import type { CheckCase } from '../laws/conformance-options.ts'
import type { TrialEvent } from './trial-event.ts'

function subjectText({ subject }: CheckResult): string {
  if (subject.grain === 'item') return `item ${subject.record.ref}`
  return subject.grain === 'project' ? `project ${subject.project}` : 'the portfolio'
}

/** Runs checks on the portfolios that their author gives, and tells every verdict that says something. */
export function tryChecks(
  checks: readonly AnyCheck[],
  cases: Readonly<Record<string, CheckCase>>,
  tell: (event: TrialEvent) => void,
): void {
  for (const check of checks) {
    const {
      params,
      today = Temporal.Now.plainDateISO('UTC').toString(),
      fires,
      silent,
    } = cases[check.id] ?? {}
    if (fires === undefined && silent === undefined) {
      const text = `There is no portfolio to try ${check.id} on; name some in src/conformance.ts: checks: { '${check.id}': { fires, silent } }`
      tell({ type: 'problem', text, fatal: false })
    }
    for (const [portfolio, data] of Object.entries({ fires, silent })) {
      if (data === undefined) continue
      for (const result of evaluateCheck(check, data, { today, params: params ?? {} }).results) {
        if (result.verdict === 'not_applicable') continue
        const { verdict, message } = result
        tell({ type: 'verdict', check: check.id, portfolio, verdict, subject: subjectText(result), message })
      }
    }
  }
}
