import type { CheckSeverity } from '@headless-pmo/sdk'
import { PmoError } from '../../config/index.ts'
import type { FailOn, ReportFormat } from '../../standards/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api } from '../session.ts'
import { reportCheck } from './check-report.ts'

type Checked = Awaited<ReturnType<Api['standards']['check']['mutate']>>
type Run = Checked['run']
type Result = Awaited<ReturnType<Api['standards']['results']['query']>>['items'][number]
type Counts = Run['counts']

const PAGE = 500

/** What `pmo check` judges, and how much of it is shown. */
export interface CheckOptions {
  readonly project?: readonly string[]
  readonly rule?: readonly string[]
  readonly pack?: readonly string[]
  readonly full?: true
  readonly dry?: true
  /** Runs nothing. */
  readonly stored?: true
  readonly format?: ReportFormat
  readonly failOn?: readonly FailOn[]
  readonly severity?: CheckSeverity
  readonly sarifPath?: string
  readonly limit?: number
}

/** Rows that are shown where nothing else is said, and findings that a report has. */
const ROWS = 100
const REPORTED = 5000

/** What a rule says of a project, as a row of the result. */
interface Row extends Pick<
  Result,
  'rule' | 'title' | 'severity' | 'unit' | 'version' | 'counts' | 'figure' | 'message' | 'undecided'
> {
  readonly failures?: readonly string[]
  /** Of its failures: under a waiver. Absent: nothing is kept that could be waived. */
  readonly waived?: number
}

function asked({ project, rule, pack }: CheckOptions) {
  return {
    ...(project !== undefined && { projects: [...project] }),
    ...(rule !== undefined && { rules: [...rule] }),
    ...(pack !== undefined && { packs: [...pack] }),
  }
}

/** Runs the rules, and tells what they say: verdicts of each rule and project with its figure, then what they found. */
export async function check(context: CommandContext, options: CheckOptions): Promise<number> {
  const { format, failOn, stored, dry, limit } = options
  const isReport = format !== undefined || failOn !== undefined
  if (dry === true && (isReport || stored === true))
    throw new PmoError(
      'invalid-request',
      '--dry keeps nothing that a report could be made of; leave it out, or leave out --format, --fail-on and --stored.',
    )
  await using session = await context.session()
  const { api } = session
  // Awaited here: the session ends with this function.
  if (stored === true)
    return await (isReport ? report(context, api, options) : showStored(context, api, options))
  const { run, outcomes } = await api.standards.check.mutate(
    {
      ...asked(options),
      ...(options.full === true && { full: true }),
      ...(options.dry === true && { dry: true }),
    },
    { signal: context.signal },
  )
  if (isReport) {
    context.output.note(runText(run))
    return await report(context, api, options)
  }
  const rows = outcomes === undefined ? await resultsOf(api, options) : outcomes.map(rowOf)
  if (context.output.json) {
    context.output.result({ run, results: rows }, () => '')
    return EXIT.ok
  }
  tell(context, rows, limit ?? ROWS)
  context.output.note(runText(run))
  return EXIT.ok
}

/** A report for another tool, and how it ends. */
function report(context: CommandContext, api: Api, options: CheckOptions): Promise<number> {
  const { format, failOn = [], severity, sarifPath, limit = REPORTED } = options
  return reportCheck(context, api, {
    scope: asked(options),
    format: format ?? (context.output.json ? 'json' : 'text'),
    failOn,
    limit,
    ...(severity !== undefined && { severity }),
    ...(sarifPath !== undefined && { path: sarifPath }),
  })
}

/** What the last runs have kept. */
async function showStored(context: CommandContext, api: Api, options: CheckOptions): Promise<number> {
  const rows = await resultsOf(api, options)
  if (context.output.json) context.output.result({ results: rows }, () => '')
  else tell(context, rows, options.limit ?? ROWS)
  return EXIT.ok
}

/** Runs of the rules, the latest first. */
export async function listRuns(
  context: CommandContext,
  { limit = ROWS }: { readonly limit?: number },
): Promise<number> {
  await using session = await context.session()
  const items: Run[] = []
  let next: string | undefined
  do {
    const page = await session.api.standards.runs.query({
      limit: Math.min(limit - items.length, PAGE),
      ...(next !== undefined && { cursor: next }),
    })
    items.push(...page.items)
    next = page.next
  } while (next !== undefined && items.length < limit)
  context.output.list(
    items,
    [
      { title: 'started', value: ({ startedAt }) => startedAt.slice(0, 19).replace('T', ' ') },
      { title: 'because of', value: ({ trigger }) => trigger },
      { title: 'state', value: ({ state }) => state },
      { title: 'projects', value: ({ units }) => String(units) },
      { title: 'rules', value: ({ rules }) => String(rules) },
      { title: 'verdicts', value: ({ counts }) => countsText(counts), most: 60 },
      { title: 'opened', value: ({ findings }) => String(findings.opened) },
      { title: 'resolved', value: ({ findings }) => String(findings.resolved) },
      { title: 'id', value: ({ id }) => id },
    ],
    'The rules have not run yet; `pmo check` runs them.',
  )
  return EXIT.ok
}

/** The course of a rule. */
export async function ruleTrend(
  context: CommandContext,
  rule: string,
  { project }: Pick<CheckOptions, 'project'>,
): Promise<number> {
  await using session = await context.session()
  const { items } = await session.api.standards.trend.query({
    rule,
    ...(project !== undefined && { projects: [...project] }),
  })
  if (items.length === 0)
    throw new PmoError(
      'not-found',
      `Nothing is known of a rule "${rule.slice(0, 60)}"; \`pmo check\` shows those that ran.`,
    )
  context.output.list(
    items,
    [
      { title: 'day', value: ({ today }) => today },
      { title: 'projects', value: ({ units }) => String(units) },
      { title: 'verdicts', value: ({ counts }) => countsText(counts), most: 60 },
      { title: 'figure', value: ({ figure }) => (figure === undefined ? '' : figureText(figure)) },
      { title: 'version', value: ({ version, inForce }) => (inForce ? version : 'not in force') },
    ],
    '',
  )
  return EXIT.ok
}

async function resultsOf(api: Api, options: CheckOptions): Promise<readonly Row[]> {
  const waived = await waivedOf(api, options)
  const rows: Row[] = []
  let next: string | undefined
  do {
    const page = await api.standards.results.query({
      ...asked(options),
      limit: PAGE,
      ...(next !== undefined && { cursor: next }),
    })
    rows.push(...page.items.map((row) => ({ ...row, waived: waived.get(`${row.rule}\n${row.unit}`) ?? 0 })))
    next = page.next
  } while (next !== undefined)
  return rows
}

/** How many findings are under a waiver, by rule and unit. */
async function waivedOf(api: Api, { project, rule }: CheckOptions): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  let next: string | undefined
  do {
    const page = await api.findings.list.query({
      state: ['waived'],
      limit: PAGE,
      ...(project !== undefined && { project: [...project] }),
      ...(rule !== undefined && { rule: [...rule] }),
      ...(next !== undefined && { cursor: next }),
    })
    for (const { rule: of, unit } of page.items) {
      const key = `${of}\n${unit}`
      found.set(key, (found.get(key) ?? 0) + 1)
    }
    next = page.next
  } while (next !== undefined)
  return found
}

function rowOf({ failures, ...outcome }: NonNullable<Checked['outcomes']>[number]): Row {
  return { ...outcome, failures: failures.map(({ message }) => message) }
}

function tell(context: CommandContext, rows: readonly Row[], limit: number): void {
  const { output } = context
  // What needs somebody comes first: errors of rules, failures, what nobody could judge.
  const ordered = rows.toSorted((a, b) => weight(b) - weight(a) || (a.rule < b.rule ? -1 : 1))
  output.list(
    ordered.slice(0, limit),
    [
      { title: 'rule', value: ({ rule }) => rule },
      { title: 'of', value: ({ unit }) => unit.replace(/^project\//, '') },
      { title: 'severity', value: ({ severity }) => severity },
      { title: 'verdicts', value: ({ counts, waived }) => countsText(counts, waived), most: 60 },
      { title: 'figure', value: ({ figure }) => (figure === undefined ? '' : figureText(figure)) },
      { title: 'says', value: saysText, most: 110, sentence: true },
    ],
    'No rule is in force; add a plugin with checks to `plugins` in pmo.config.ts.',
  )
  if (ordered.length > limit) output.note(`There are ${ordered.length} in all; --limit shows more.`)
  const found = ordered.flatMap(({ failures = [], unit, rule }) =>
    failures.map((message) => `${rule}, ${unit.replace(/^project\//, '')}: ${message}`),
  )
  if (found.length > 0) output.note(`Would be found, ${found.length} of them here:`)
  for (const line of found.slice(0, limit)) output.note(`  ${oneLine(line)}`)
}

const weight = ({ counts, severity }: Row): number =>
  (counts.error > 0 ? 100 : 0) +
  (counts.fail > 0 ? 10 + (severity === 'error' ? 3 : severity === 'warning' ? 2 : 1) : 0) +
  (counts.unknown > 0 ? 1 : 0)

/** What a rule says of a project as a whole; a rule about items says how many of them break it. */
export function saysText({
  message,
  title,
  undecided: [first],
  counts: { pass, fail, notApplicable, unknown, error },
}: Pick<Row, 'message' | 'title' | 'undecided' | 'counts'>): string {
  if (message !== undefined) return oneLine(message)
  const rule = title === undefined ? 'the rule' : `"${title}"`
  if (fail > 0) return oneLine(`${fail} of ${counted(fail + pass, 'item')} break ${rule}.`)
  if (first !== undefined) return oneLine(first.message)
  if (pass > 0) return oneLine(`${counted(pass, 'item')} keep${pass === 1 ? 's' : ''} ${rule}.`)
  if (unknown + error > 0) return 'It could not judge.'
  return notApplicable > 0 ? 'It applies to none of the items.' : 'There are no items.'
}

/** Verdicts in words, those that nobody got left out. */
export function countsText({ pass, fail, notApplicable, unknown, error }: Counts, waived = 0): string {
  const parts = [
    [fail, waived === 0 ? 'fail' : `fail (${waived} waived)`],
    [error, 'error'],
    [unknown, 'unknown'],
    [pass, 'pass'],
    [notApplicable, 'not applicable'],
  ] as const
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return told.length === 0 ? 'nothing to judge' : told.join(', ')
}

function figureText({ value, unit, limit, within }: NonNullable<Row['figure']>): string {
  const written = (one: number): string =>
    unit === 'share'
      ? `${(one * 100).toFixed(1)} %`
      : `${Number(one.toFixed(2))}${unit === 'count' || unit === 'ratio' ? '' : ` ${unit.replace('_', ' ')}`}`
  const bound =
    limit === undefined ? '' : ` (${within === 'at_least' ? 'at least' : 'at most'} ${written(limit)})`
  return written(value) + bound
}

function runText({
  dry,
  units,
  rules,
  counts,
  findings: { opened, resolved, reopened },
  scope,
  today,
}: Run): string {
  const judged =
    units === 0 && scope === 'affected'
      ? 'Nothing has changed since the rules ran last'
      : `${counted(rules, 'rule')} judged ${counted(units, 'project')} (the items of none and the portfolio are counted as one each) for ${today}: ${countsText(counts)}`
  if (dry) return `${judged}. Nothing was kept.`
  return `${judged}. Findings: ${opened} opened, ${reopened} reopened, ${resolved} resolved; \`pmo findings\` lists them.`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
