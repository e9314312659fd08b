import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { doubtLines } from '../output/doubts.ts'
import { gapsText } from '../output/past-gaps.ts'
import { GANTT_LEGEND, ganttText, type GanttRow } from '../output/gantt.ts'
import type { Output } from '../output/output.ts'
import type { Column } from '../output/table.ts'
import type { Api } from '../session.ts'

type Page = Awaited<ReturnType<Api['schedule']['list']['query']>>
type Row = Page['items'][number]

/** What `pmo schedule` is asked for. */
export interface ScheduleOptions {
  readonly project?: string
  readonly critical?: true
  readonly near?: true
  readonly late?: true
  readonly all?: true
  /** A day of the past, or an instant. */
  readonly asOf?: string
  readonly limit: number
}

const PAGE = 200
/** Working minutes that are called a day. */
const DAY = 480

/** The computed dates of items: a chart on a terminal, lines in a pipe. */
export async function showSchedule(context: CommandContext, options: ScheduleOptions): Promise<number> {
  await using session = await context.session()
  const only = options.near
    ? 'near-critical'
    : options.critical
      ? 'critical'
      : options.late
        ? 'late'
        : undefined
  const rows: Row[] = []
  let page: Page
  let cursor: string | undefined
  do {
    page = await session.api.schedule.list.query({
      limit: Math.min(PAGE, options.limit - rows.length),
      ...(options.project !== undefined && { project: options.project }),
      ...(only !== undefined && { only }),
      ...(options.all === true && { all: true }),
      ...(options.asOf !== undefined && { asOf: options.asOf }),
      ...(cursor !== undefined && { cursor }),
    })
    rows.push(...page.items)
    cursor = page.next
    context.signal.throwIfAborted()
  } while (cursor !== undefined && rows.length < options.limit)
  const { output } = context
  if (output.json) {
    const { asOf, statusDate, feedPosition, unknown } = page
    const gaps = unknown === undefined ? {} : { unknown }
    output.result({ asOf, statusDate, feedPosition, ...gaps, items: rows }, () => '')
    return EXIT.ok
  }
  tellRows(output, rows, page)
  if (cursor !== undefined)
    output.note(`There are more; a higher --limit shows them, e.g. --limit ${options.limit * 2}.`)
  if (output.isTerminal) tellAssumed(output, rows)
  for (const line of gapsText(page.unknown)) output.note(line)
  // What speaks against dates is known of now alone.
  if (options.asOf === undefined) await tellDoubts(session.api, output, options.project)
  return EXIT.ok
}

/** The chain that decides when a project is finished. */
export async function showCriticalPath(
  context: CommandContext,
  question: { readonly project?: string; readonly asOf?: string },
): Promise<number> {
  await using session = await context.session()
  const path = await session.api.schedule.criticalPath.query(question)
  const { output } = context
  if (output.json) output.result(path, () => '')
  else tellRows(output, path.items, path)
  if (path.items.length === 0) output.note('Nothing is left to do.')
  else if (!output.json && question.asOf === undefined)
    await tellDoubts(session.api, output, question.project)
  if (!output.json) for (const line of gapsText(path.unknown)) output.note(line)
  return EXIT.ok
}

/** What is wrong with links, calendars and dates. */
export async function showScheduleProblems(
  context: CommandContext,
  options: { readonly project?: string; readonly asOf?: string; readonly limit: number },
): Promise<number> {
  await using session = await context.session()
  const page = await session.api.schedule.problems.query(options)
  context.output.list(
    page.items,
    [
      { title: 'kind', value: ({ kind }) => kind },
      { title: 'what', value: ({ sentence }) => sentence, most: 400 },
    ],
    'Nothing is wrong with links, calendars and dates.',
  )
  if (page.total > page.items.length)
    context.output.note(`${page.total - page.items.length} more; a higher --limit shows them.`)
  return EXIT.ok
}

const columns: readonly Column<Row>[] = [
  { title: 'item', value: (row) => row.key ?? row.ref },
  { title: 'title', value: (row) => row.title },
  { title: 'project', value: (row) => row.project },
  { title: 'start', value: (row) => row.startDay },
  { title: 'finish', value: (row) => row.finishDay },
  { title: 'float', value: (row) => floatText(row.totalFloat), align: 'right' },
  { title: 'state', value: stateText },
  { title: 'deadline', value: (row) => row.deadlineDay },
  { title: 'assumed', value: (row) => row.assumptions.map(({ basis }) => basis).join(' ') },
]

function tellRows(
  output: Output,
  rows: readonly Row[],
  { asOf, statusDate }: { readonly asOf: string; readonly statusDate: string },
): void {
  if (!output.isTerminal) return output.list(rows, columns, 'No item has dates to show.')
  if (rows.length === 0) return output.note('No item has dates to show.')
  output.write(`${ganttText(rows.map(ganttRow), { width: output.width, today: statusDate })}\n`)
  output.note(`${GANTT_LEGEND}\nAs of ${asOf.slice(0, 16).replace('T', ' ')} UTC.`)
}

/** Dates of a schedule in which nobody is levelled are told with what speaks against them. */
async function tellDoubts(api: Api, output: Output, project: string | undefined): Promise<void> {
  const doubts = await api.forecast.doubts.query(project === undefined ? {} : { project })
  for (const line of doubtLines(doubts, 'schedule')) output.note(line)
}

function ganttRow(row: Row): GanttRow {
  // A ref without a key is a number that nobody knows.
  const name = row.kind === 'workItem' ? (row.key ?? '') : `${row.kind}:`
  const latest = row.lateFinish?.slice(0, 10)
  return {
    label: `${name} ${row.title}${row.assumptions.length > 0 ? ' *' : ''}`.trim(),
    critical: row.critical,
    milestone: row.milestone,
    done: row.done,
    late: row.late,
    ...(row.startDay !== undefined && { start: row.startDay }),
    ...(row.finishDay !== undefined && { finish: row.finishDay }),
    ...(latest !== undefined && row.scheduling !== 'summary' && { latest }),
    ...(row.deadlineDay !== undefined && { deadline: row.deadlineDay }),
  }
}

function tellAssumed(output: Output, rows: readonly Row[]): void {
  const assumed = rows.filter(({ assumptions }) => assumptions.length > 0).length
  if (assumed > 0)
    output.note(
      `* ${assumed} of ${rows.length} stand on assumptions; \`pmo explain ITEM\` tells which, --json shows all.`,
    )
}

function stateText(row: Row): string {
  if (row.done) return row.late ? 'done late' : 'done'
  const words = [row.critical ? 'critical' : row.nearCritical ? 'near-critical' : '', row.late ? 'late' : '']
  return words.filter((word) => word !== '').join(', ')
}

function floatText(minutes: number | undefined): string | undefined {
  return minutes === undefined ? undefined : `${Math.round((minutes / DAY) * 10) / 10}d`
}
