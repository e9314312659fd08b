import { oneLine } from '../../../texts/index.ts'
import { SEVERITIES } from '../finding.ts'
import {
  doubtText,
  subjectName,
  unitName,
  type CheckDocument,
  type DocumentFinding,
} from './check-document.ts'

/** One line of the totals: waived and unknown beside pass and fail. */
export function totalsLine({ totals }: CheckDocument): string {
  const { pass, fail, notApplicable, unknown, error, open, waived, unconfirmed = 0 } = totals
  const doubt = unconfirmed === 0 ? '' : `, ${unconfirmed} of them not confirmed`
  return `${pass} passed, ${fail} failed (${open} open, ${waived} waived${doubt}), ${notApplicable} not applicable, ${unknown} unknown, ${error} in error`
}

/** A report for a terminal or a log: findings by severity, then what could not be judged, then the totals. Pure. */
export function textReport(document: CheckDocument): string {
  const lines: string[] = []
  for (const severity of SEVERITIES) {
    const some = document.findings.filter((one) => one.severity === severity)
    for (const one of some) lines.push(line(one))
  }
  for (const { verdict, rule, unit, count, message } of document.undecided)
    lines.push(
      oneLine(`${verdict}  ${unitName(unit)}  ${rule}: ${message}${count === 1 ? '' : ` (${count} times)`}`),
    )
  if (lines.length > 0) lines.push('')
  lines.push(totalsLine(document))
  return lines.join('\n')
}

function line(finding: DocumentFinding): string {
  const { severity, unit, rule, message, waiver, owner, due } = finding
  const doubt = doubtText(finding)
  const about = [
    ...(owner === undefined ? [] : [owner]),
    ...(due === undefined ? [] : [`due ${due}`]),
    ...(doubt === undefined ? [] : [doubt]),
    ...(waiver === undefined ? [] : [`waived until ${waiver.until}: ${waiver.reason}`]),
  ]
  const end = about.length === 0 ? '' : ` [${about.join('; ')}]`
  return oneLine(`${severity}  ${unitName(unit)}  ${rule}  ${subjectName(finding)}: ${message}${end}`)
}
