import type { CheckSeverity } from '@headless-pmo/sdk'
import { withoutSteering } from '../../../texts/index.ts'
import { SEVERITIES } from '../finding.ts'
import {
  doubtText,
  subjectName,
  unitName,
  type CheckDocument,
  type DocumentFinding,
} from './check-document.ts'

/** How a report is made. */
export interface JunitOptions {
  /** What counts as a failure: an open finding of this severity or worse. Default: any. */
  readonly severity?: CheckSeverity
}

/**
 * A report as JUnit XML: a suite a rule, a case a project. Open findings are a failure, what is waived is told in the
 * output of its case as is an open one below the severity that was asked for, what is unknown is skipped with the reason, and a rule that failed itself is an error. Pure.
 */
export function junitReport(document: CheckDocument, { severity = 'info' }: JunitOptions = {}): string {
  const severities = new Map(document.rules.map((rule) => [rule.id, rule.severity]))
  const isBreach = (of: CheckSeverity | undefined): boolean =>
    of === undefined || SEVERITIES.indexOf(of) <= SEVERITIES.indexOf(severity)
  const findings = Map.groupBy(document.findings, ({ rule, unit }) => `${rule}\n${unit}`)
  const undecided = Map.groupBy(document.undecided, ({ rule, unit }) => `${rule}\n${unit}`)
  const titles = new Map(document.rules.map(({ id, title }) => [id, title]))
  const suites: string[] = []
  const total = { tests: 0, failures: 0, errors: 0 }
  for (const [rule, results] of Map.groupBy(document.results, (one) => one.rule)) {
    const count = { failures: 0, errors: 0, skipped: 0 }
    const cases = results.map((result) => {
      const key = `${rule}\n${result.unit}`
      const all = findings.get(key) ?? []
      const open = all.filter(({ state }) => state === 'open')
      const waived = all.filter(({ state }) => state === 'waived')
      const reasons = undecided.get(key) ?? []
      const inner: string[] = []
      if (result.error > 0) {
        count.errors += 1
        inner.push(
          element('error', reasons.filter(({ verdict }) => verdict === 'error').map(reasonLine), 'error'),
        )
      }
      const counts = isBreach(result.severity ?? severities.get(rule))
      if (result.open > 0 && counts) {
        count.failures += 1
        inner.push(
          element('failure', [...open.map(findingLine), ...unlisted(result.open - open.length)], 'breach'),
        )
      }
      const unknown = reasons.filter(({ verdict }) => verdict === 'unknown').map(reasonLine)
      // Only a case of which nothing is known is skipped: what failed has to be seen.
      const isSeen = !counts && result.open > 0
      if (!isSeen && inner.length === 0 && result.unknown > 0 && result.pass === 0) {
        count.skipped += 1
        inner.push(element('skipped', unknown))
      } else if (inner.length === 0 && result.pass + result.fail === 0) {
        count.skipped += 1
        inner.push(element('skipped', ['Not applicable.']))
      }
      const out = [
        `${result.pass} passed, ${result.fail} failed (${result.open} open, ${result.waived} waived), ${result.notApplicable} not applicable, ${result.unknown} unknown, ${result.error} in error`,
        ...(counts ? [] : open.map((one) => `Below ${severity}: ${findingLine(one)}`)),
        ...waived.map((one) => `Waived until ${one.waiver?.until ?? '?'}: ${findingLine(one)}`),
        ...(inner.length === 0 || result.pass > 0 ? unknown.map((one) => `Unknown: ${one}`) : []),
      ]
      return `    <testcase classname="${attribute(rule)}" name="${attribute(unitName(result.unit))}">\n${inner.map((one) => `      ${one}\n`).join('')}      <system-out>${text(out.join('\n'))}</system-out>\n    </testcase>\n`
    })
    total.tests += results.length
    total.failures += count.failures
    total.errors += count.errors
    const title = titles.get(rule)
    const name = title === undefined ? rule : `${rule}: ${title}`
    suites.push(
      `  <testsuite name="${attribute(name)}" tests="${results.length}" failures="${count.failures}" errors="${count.errors}" skipped="${count.skipped}"${document.asOf === undefined ? '' : ` timestamp="${attribute(document.asOf.slice(0, 19))}"`}>\n${cases.join('')}  </testsuite>\n`,
    )
  }
  const head = `tests="${total.tests}" failures="${total.failures}" errors="${total.errors}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="standards" ${head}>\n${suites.join('')}</testsuites>\n`
}

/** Letters of the one-line summary of a case. */
const MOST_LETTERS = 300

function element(name: 'failure' | 'error' | 'skipped', lines: readonly string[], type?: string): string {
  const [first = 'No reason is given.'] = lines
  const more = lines.length > 1 ? ` (and ${lines.length - 1} more)` : ''
  const message = `${first.slice(0, MOST_LETTERS)}${more}`
  return `<${name}${type === undefined ? '' : ` type="${type}"`} message="${attribute(message)}">${text(lines.join('\n'))}</${name}>`
}

function findingLine(finding: DocumentFinding): string {
  const { severity, message, action, owner, due, item } = finding
  const doubt = doubtText(finding)
  const who = [owner, due === undefined ? undefined : `due ${due}`].filter((part) => part !== undefined)
  return [
    `${severity}: ${subjectName(finding)}: ${message}`,
    ...(doubt === undefined ? [] : [`(${doubt})`]),
    ...(action === undefined ? [] : [action.text]),
    ...(who.length === 0 ? [] : [`[${who.join(', ')}]`]),
    // Readers of logs make links of addresses; other schemes are none that one should follow.
    ...(item?.url !== undefined && /^https?:\/\//i.test(item.url) ? [item.url] : []),
  ].join(' ')
}

function reasonLine({ message, count }: { readonly message: string; readonly count: number }): string {
  return count === 1 ? message : `${message} (${count} times)`
}

function unlisted(count: number): readonly string[] {
  return count > 0 ? [`${count} more findings are not listed here.`] : []
}

/** What XML 1.0 can hold and no log is steered by: a sign in the place of each other character tells that it stood there. */
function storable(value: string): string {
  return withoutSteering(value, '\ufffd').replaceAll(/[\ufffe\uffff]/g, '\ufffd')
}

function text(value: string): string {
  return storable(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function attribute(value: string): string {
  return text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
