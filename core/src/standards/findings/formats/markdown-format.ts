import { oneLine } from '../../../texts/index.ts'
import { SEVERITIES } from '../finding.ts'
import {
  doubtText,
  subjectName,
  unitName,
  type CheckDocument,
  type DocumentFinding,
} from './check-document.ts'

/** Findings that are written out: a comment on a pull request may have 65,536 letters. */
const MOST = 100
const MOST_LETTERS = 400

/**
 * A report for a comment or a job summary. Texts of trackers are escaped: they format nothing, link nowhere, name nobody
 * (`@`) and refer to nothing (`#`). Pure.
 */
export function markdownReport(document: CheckDocument): string {
  const { totals, findings, undecided, today } = document
  const parts = [
    `### Standards${today === undefined ? '' : `, ${today}`}`,
    '',
    '| passed | failed | open | waived | not applicable | unknown | error |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    row([
      totals.pass,
      totals.fail,
      totals.open,
      totals.waived,
      totals.notApplicable,
      totals.unknown,
      totals.error,
    ]),
  ]
  const open = findings.filter(({ state }) => state === 'open')
  const waived = findings.filter(({ state }) => state === 'waived')
  parts.push(...section('Open', open, totals.open))
  parts.push(...section('Waived', waived, totals.waived))
  if (undecided.length > 0) {
    parts.push(
      '',
      `#### Not judged (${totals.unknown + totals.error})`,
      '',
      '| | where | rule | why | times |',
      '| --- | --- | --- | --- | ---: |',
      ...undecided
        .slice(0, MOST)
        .map(({ verdict, unit, rule, message, count }) =>
          row([verdict, escaped(unitName(unit)), escaped(rule), escaped(message), count]),
        ),
      ...more(undecided.length),
    )
  }
  return `${parts.join('\n')}\n`
}

function section(title: string, findings: readonly DocumentFinding[], total: number): readonly string[] {
  if (findings.length === 0) return []
  const sorted = SEVERITIES.flatMap((severity) => findings.filter((one) => one.severity === severity))
  return [
    '',
    `#### ${title} (${total})`,
    '',
    '| | where | rule | what | who, until |',
    '| --- | --- | --- | --- | --- |',
    ...sorted.slice(0, MOST).map((finding) => {
      const { severity, unit, rule, message, owner, due, waiver, action } = finding
      const doubt = doubtText(finding)
      const what = [message, doubt === undefined ? undefined : `(${doubt})`, action?.text]
        .filter((part) => part !== undefined)
        .join(' ')
      const who = [owner, due ?? waiver?.until].filter((part) => part !== undefined).join(', ')
      return row([
        severity,
        escaped(unitName(unit)),
        escaped(rule),
        `${link(finding)}: ${escaped(what)}${waiver === undefined ? '' : ` (${escaped(waiver.reason)})`}`,
        escaped(who),
      ])
    }),
    ...more(sorted.length),
  ]
}

function more(total: number): readonly string[] {
  return total > MOST ? ['', `And ${total - MOST} more.`] : []
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

function link(finding: DocumentFinding): string {
  const name = escaped(subjectName(finding))
  const url = finding.item?.url
  // Only addresses that cannot end the link, and lead to the web.
  return url !== undefined && /^https?:\/\/[^\s<>()\\|"'`[\]]+$/.test(url) && URL.canParse(url)
    ? `[${name}](${new URL(url).href})`
    : name
}

/** Letters that mean something, as entities: an escaped "@" would still notify somebody, "#7" would still be a reference. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '@': '&#64;',
  '#': '&#35;',
  $: '&#36;',
  '://': '&#58;//',
}

/** Text that is nothing but text, in one cell of a table. */
function escaped(text: string): string {
  const cut = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text
  return oneLine(cut).replaceAll(
    /[&<>@#$]|:\/\/|\bwww\.|[\\`*_{}[\]()|~!]/gi,
    (found) => ENTITIES[found] ?? (/^www/i.test(found) ? `${found.slice(0, -1)}&#46;` : `\\${found}`),
  )
}
