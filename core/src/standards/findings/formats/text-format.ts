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
      `${verdict}  ${unitName(unit)}  ${rule}: ${plain(message)}${count === 1 ? '' : ` (${count} times)`}`,
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
  return plain(`${severity}  ${unitName(unit)}  ${rule}  ${subjectName(finding)}: ${message}${end}`)
}

/** One line without what would steer a terminal. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
}
