import { parseWorkText, PmoError } from '../../config/index.ts'
import type { CommandContext } from '../context.ts'
import { EXIT } from '../exit-codes.ts'
import { gapsText } from '../output/past-gaps.ts'
import { type Column } from '../output/table.ts'
import { oneLine } from '../../texts/index.ts'
import type { Api, Session } from '../session.ts'

type Matrix = Awaited<ReturnType<Api['capacity']['matrix']['query']>>
type Row = Matrix['items'][number]
type Overload = Awaited<ReturnType<Api['capacity']['overloads']['query']>>['items'][number]
type Answer = Awaited<ReturnType<Api['capacity']['canTake']['mutate']>>
type Standing = Pick<Matrix, 'reliable' | 'prerequisites' | 'overdue' | 'assumptions' | 'gaps'>

/** How `pmo capacity` shows demand and capacity. */
export interface CapacityOptions {
  readonly by: 'person' | 'role' | 'unit' | 'project'
  readonly weeks?: true
  readonly months: number
  /** A day of the past, or an instant. */
  readonly asOf?: string
}

const A_PAGE = 500
const MINUTES_A_DAY = 480

/** Demand against capacity, a row for each person, role, unit or project and a column for each period. */
export async function listCapacity(context: CommandContext, options: CapacityOptions): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const matrix = await wholeMatrix(session, options)
  if (output.json) {
    output.result(matrix, () => '')
    return EXIT.ok
  }
  const columns: Column<Row>[] = [
    { title: options.by, value: ({ name }) => name, most: 40 },
    ...(options.by === 'person' ? [{ title: 'unit', value: ({ unit }: Row) => unit }] : []),
    ...matrix.periods.map(({ id }, at): Column<Row> => ({
      title: id,
      value: (row) => cellText(row.cells[at]),
      align: 'right',
    })),
    { title: 'later', value: ({ beyond }) => daysText(beyond.stated + beyond.assumed), align: 'right' },
  ]
  output.list(
    matrix.items,
    columns,
    'There is nobody and nothing to do yet; sync a tracker, or state people in pmo.config.ts.',
  )
  output.note('Days of work / days that can be worked; ! is more than that, ~ rests on assumed durations.')
  tellStanding(context, matrix)
  return EXIT.ok
}

/** Who has too much to do, with everybody who has to agree on it. */
export async function listOverloads(
  context: CommandContext,
  options: {
    readonly monthsOnly?: true
    readonly person?: string
    readonly certain?: true
    readonly months: number
    readonly limit: number
    readonly asOf?: string
  },
): Promise<number> {
  const { output } = context
  await using session = await context.session()
  const { person, certain, months, limit, asOf } = options
  const found = await session.api.capacity.overloads.query({
    period: options.monthsOnly === true ? 'month' : 'week',
    months,
    limit: Math.min(limit, A_PAGE),
    ...(person !== undefined && { person }),
    ...(certain !== undefined && { certain }),
    ...(asOf !== undefined && { asOf }),
  })
  if (output.json) {
    output.result(found, () => '')
    return EXIT.ok
  }
  output.list<Overload>(
    found.items,
    [
      { title: 'when', value: ({ period }) => period.id },
      { title: 'person', value: ({ name }) => name, most: 30 },
      { title: 'can', value: ({ capacity }) => daysText(capacity), align: 'right' },
      { title: 'too much', value: ({ over }) => daysText(over), align: 'right' },
      { title: 'sure', value: ({ certainty }) => certainty },
      { title: 'head', value: ({ head }) => head, most: 24 },
      {
        title: 'asked for by',
        value: ({ projects }) =>
          projects
            .map(
              ({ name, manager, stated, assumed }) =>
                `${name} ${daysText(stated + assumed)}${manager === undefined ? '' : ` (${manager})`}`,
            )
            .join(', '),
        most: 90,
      },
    ],
    'Nobody is asked for more than they can work.',
  )
  if (found.next !== undefined) output.note(`There are more; ask for them with --limit.`)
  tellStanding(context, found)
  return EXIT.ok
}

/** Answers "can we take it?". */
export async function canTakeProject(
  context: CommandContext,
  request: {
    readonly project: string | undefined
    readonly needs: readonly string[]
    readonly months: number
    readonly asOf?: string
  },
): Promise<number> {
  const { output } = context
  const needs = request.needs.map(needOf)
  await using session = await context.session()
  const answer = await session.api.capacity.canTake.mutate({
    months: request.months,
    ...(request.project !== undefined && { project: request.project }),
    ...(needs.length > 0 && { needs }),
    ...(request.asOf !== undefined && { asOf: request.asOf }),
  })
  if (output.json) output.result(answer, () => '')
  else {
    output.result(answer, () => oneLine(answerText(answer)))
    if (answer.shortages.length > 0)
      output.list(
        answer.shortages,
        [
          { title: 'month', value: ({ month }) => month },
          { title: 'role', value: ({ role }) => role },
          { title: 'who', value: ({ name }) => name },
          { title: 'needed', value: ({ needed }) => daysText(needed), align: 'right' },
          { title: 'short', value: ({ short }) => daysText(short), align: 'right' },
          { title: 'people', value: ({ people }) => people, align: 'right' },
        ],
        '',
      )
    tellStanding(context, answer)
  }
  return answer.feasible ? EXIT.ok : EXIT.attention
}

function answerText({ feasible, reliable, needed, notLookedAt, shortages, laterBy }: Answer): string {
  const parts = [
    feasible
      ? `${reliable ? 'Yes' : 'Yes, by what is known'}: there is time for all ${daysText(needed)} of work.`
      : shortages.length > 0
        ? `No: ${daysText(shortages.reduce((sum, { short }) => sum + short, 0))} of ${daysText(needed)} of work find nobody with time.`
        : 'Not known.',
  ]
  if (notLookedAt > 0)
    parts.push(
      `${daysText(notLookedAt)} of its work are given to nobody, or lie after the last month: assign them, or ask for more months.`,
    )
  if (laterBy !== undefined)
    parts.push(`It would be possible ${laterBy} ${laterBy === 1 ? 'month' : 'months'} later.`)
  return parts.join(' ')
}

async function wholeMatrix(session: Session, { by, weeks, months, asOf }: CapacityOptions): Promise<Matrix> {
  const period = weeks === true ? ('week' as const) : ('month' as const)
  const query = { by, months, period, limit: A_PAGE, ...(asOf !== undefined && { asOf }) }
  const first = await session.api.capacity.matrix.query(query)
  const items = [...first.items]
  let { next } = first
  while (next !== undefined) {
    const page = await session.api.capacity.matrix.query({ ...query, cursor: next })
    items.push(...page.items)
    next = page.next
  }
  return { ...first, items }
}

/** What the figures stand on and do not have: beside them, never in their place. */
function tellStanding(
  { output }: CommandContext,
  { reliable, prerequisites, overdue, assumptions, gaps }: Standing,
): void {
  for (const line of gapsText(gaps)) output.note(line)
  if (overdue.items > 0)
    output.note(
      `${overdue.items} open items are past their finish (${daysText(overdue.minutes)} of work): they are counted from now on.`,
    )
  for (const assumption of assumptions) output.note(assumption)
  if (reliable) return
  const lines = prerequisites.flatMap(({ state, title, coverage, action }) =>
    state === 'met'
      ? []
      : [
          `  ${title.replace(/\.$/, '')}: ${
            state === 'unknown' ? 'not known' : `${coverage.known} of ${coverage.needed} ${coverage.of}`
          }. ${action ?? ''}`,
        ],
  )
  output.note(`Not reliable, because this is not there:\n${lines.map((line) => line.trimEnd()).join('\n')}`)
}

function cellText(cell: Row['cells'][number] | undefined): string {
  if (cell === undefined) return ''
  const work = cell.stated + cell.assumed
  if (work === 0 && (cell.capacity ?? 0) === 0) return ''
  const mark = cell.capacity !== undefined && work > cell.capacity + 15 ? '!' : ''
  const guess = cell.assumed > 0 ? '~' : ''
  const of = cell.capacity === undefined ? '' : `/${number(cell.capacity)}`
  return `${mark}${guess}${number(work)}${of}`
}

function daysText(minutes: number): string {
  return minutes === 0 ? '' : `${number(minutes)} d`
}

function number(minutes: number): string {
  const days = minutes / MINUTES_A_DAY
  return days >= 10 || days === 0 ? days.toFixed(0) : days.toFixed(1)
}

/** `developer=2026-12:20d`. @throws PmoError `invalid-request` */
function needOf(text: string): { role: string; month: string; minutes: number } {
  const [, role = '', month = '', work = ''] = /^(.+)=(\d{4}-\d\d):(.+)$/.exec(text) ?? []
  const minutes = parseWorkText(work)
  if (role !== '' && minutes !== undefined) return { role, month, minutes }
  throw new PmoError(
    'invalid-request',
    `"${text.slice(0, 80)}" names no work of a role in a month; write e.g. developer=2026-12:20d.`,
  )
}
