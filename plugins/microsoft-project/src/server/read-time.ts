import {
  verbatim,
  verbatimAt,
  verbatimObject,
  z,
  type ConnectorContext,
  type Page,
  type ReadContext,
  type RefreshContext,
  type Verbatim,
} from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { fingerprint } from '../graph/fingerprint.ts'
import { addressOf, guidLiteral } from './address.ts'
import { ask, readList, readPages } from './client.ts'
import { ServerRefusal } from './refusal.ts'
import { idIn, property, stampIn } from './value.ts'
import type { TimeItem } from './wire/items.ts'

export const TimeCursor = z.strictObject({
  /** From when on lines are asked for: the newest change that was seen, less the overlap. */
  since: z.string(),
  /** Marks of the lines that are within the overlap, so that none is read for nothing. */
  seen: z.record(z.string(), z.string()),
})
export type TimeCursor = z.output<typeof TimeCursor>

export const TIME_START: TimeCursor = { since: '', seen: {} }

/**
 * How far back a sync looks again. Timesheets come to the copy for reporting through a queue that works on several at
 * once: one that was changed earlier may arrive later.
 */
const OVERLAP_MS = 15 * 60_000

/** Marks that a cursor may carry; beyond it lines are read again, which costs requests and changes nothing. */
const MOST_MARKS = 2000

/** Lines whose days are asked for at once: addresses are not endless. */
const LINES_A_REQUEST = 12

/** No names of tasks and projects: they change without the line being touched. */
const COLUMNS =
  'TimesheetLineId,ProjectId,TaskId,TimesheetOwnerId,TimesheetClassName,TimesheetLineComment,TimesheetLineStatus,ModifiedDate'
const DAY_COLUMNS =
  'TimesheetLineId,TimeByDay,AdjustmentIndex,ActualWorkBillable,ActualWorkNonBillable,ActualOvertimeWorkBillable,ActualOvertimeWorkNonBillable,Comment'

export const linesAddress = (site: string, since: string): string =>
  addressOf(site, 'ProjectData/TimesheetLines', {
    $select: COLUMNS,
    // Lines without a time of change would never come again.
    $filter: since === '' ? undefined : `ModifiedDate ge datetime'${since}' or ModifiedDate eq null`,
    $orderby: 'ModifiedDate',
  })

type Context = ReadContext<Config, TimeItem, TimeCursor, undefined>

/** Reads the timesheet lines that changed, by their time of change, and the days of each. */
export async function* readTime(context: Context): AsyncGenerator<Page<TimeItem, TimeCursor>> {
  const { config, cursor } = context
  const { server } = config
  if (server === undefined || !server.timesheets) return
  let { since } = cursor
  const marks = new Map(Object.entries(cursor.seen))
  for await (const rows of readPages(context, linesAddress(server.url, since), 'The timesheet lines')) {
    const fresh: Verbatim[] = []
    for (const row of rows) {
      const id = idIn(row.value, 'TimesheetLineId')
      if (id === undefined || !isWanted(row.value, server.projects)) continue
      const stamp = stampIn(row.value, 'ModifiedDate')
      const mark = `${stamp} ${fingerprint(row.text)}`
      const known = marks.get(id)
      // Older than what was read already: the copy has fallen back, and catches up.
      if (known !== undefined && known.slice(0, known.indexOf(' ')) > stamp) continue
      if (known !== mark) fresh.push(row)
      marks.set(id, mark)
      if (stamp !== '') since = later(since, overlapOf(stamp))
    }
    const items = await withDays(context, server.url, fresh)
    const next: TimeCursor = { since, seen: kept(marks, since) }
    if (items.length > 0 || !isSame(next, cursor)) yield { items, cursor: next }
  }
}

/** All lines that exist, by their ids alone. */
export async function* timeCensus(context: ConnectorContext<Config>): AsyncGenerator<readonly string[]> {
  const { server } = context.config
  if (server === undefined || !server.timesheets) return
  const address = addressOf(server.url, 'ProjectData/TimesheetLines', {
    $select: 'TimesheetLineId,ProjectId',
  })
  for await (const rows of readPages(context, address, 'The timesheet lines'))
    yield rows
      .filter(({ value }) => isWanted(value, server.projects))
      .map(({ value }) => {
        const id = idIn(value, 'TimesheetLineId')
        // A list with a hole proves nothing about what it does not name.
        if (id === undefined)
          throw new Error('A timesheet line came without its id. Nothing was lost; report it.')
        return id
      })
}

/** Named lines again; those that are no longer there come back as gone. */
export async function* refreshTime(
  context: RefreshContext<Config, TimeItem, TimeCursor, undefined>,
): AsyncGenerator<Page<TimeItem, TimeCursor>> {
  const { server } = context.config
  for (const { ref } of context.items) {
    if (ref === undefined) continue
    if (server === undefined || !server.timesheets) {
      yield { items: [], gone: [{ ref, reason: 'out_of_scope' }] }
      continue
    }
    const address = addressOf(server.url, `ProjectData/TimesheetLines(${guidLiteral(ref)})`, {
      $select: COLUMNS,
    })
    const reply = await ask(context, address)
    if (reply.status === 404) {
      yield { items: [], gone: [{ ref, reason: 'deleted' }] }
      continue
    }
    if (reply.status !== 200) throw new ServerRefusal(reply, `The timesheet line ${ref}`)
    const line =
      property(verbatim(reply.text).value, 'd') === undefined
        ? verbatim(reply.text)
        : verbatimAt(reply.text, ['d'])
    if (isWanted(line.value, server.projects)) yield { items: await withDays(context, server.url, [line]) }
    else yield { items: [], gone: [{ ref, reason: 'out_of_scope' }] }
  }
}

/** Each line with its days, asked for several lines at once. */
async function withDays(
  context: ConnectorContext<Config>,
  site: string,
  lines: readonly Verbatim[],
): Promise<Verbatim[]> {
  const items: Verbatim[] = []
  for (let at = 0; at < lines.length; at += LINES_A_REQUEST) {
    const some = lines.slice(at, at + LINES_A_REQUEST)
    const filter = some
      .flatMap(({ value }) => idIn(value, 'TimesheetLineId') ?? [])
      .map((id) => `TimesheetLineId eq ${guidLiteral(id)}`)
      .join(' or ')
    const address = addressOf(site, 'ProjectData/TimesheetLineActualDataSet', {
      $select: DAY_COLUMNS,
      $filter: filter,
    })
    const days = Map.groupBy(await readList(context, address, 'The days of timesheets'), ({ value }) =>
      idIn(value, 'TimesheetLineId'),
    )
    for (const line of some)
      items.push(verbatimObject({ line, days: days.get(idIn(line.value, 'TimesheetLineId')) ?? [] }))
  }
  return items
}

function isWanted(row: unknown, projects: readonly string[] | undefined): boolean {
  if (projects === undefined) return true
  const project = idIn(row, 'ProjectId')
  return projects.some((id) => id.toLowerCase() === project)
}

const later = (one: string, other: string): string => (one > other ? one : other)

function overlapOf(stamp: string): string {
  const [, whole = '', fraction = ''] = /^(.*)\.(\d+)Z$/.exec(stamp) ?? []
  return `${new Date(Date.parse(`${whole}Z`) - OVERLAP_MS).toISOString().slice(0, 19)}.${fraction}`
}

/** The marks of what the next sync will be shown again: what changed within the overlap, or never said when. */
function kept(marks: ReadonlyMap<string, string>, since: string): Record<string, string> {
  const shown = [...marks].filter(([, mark]) => mark.startsWith(' ') || mark.slice(0, since.length) >= since)
  return Object.fromEntries(shown.slice(-MOST_MARKS).toSorted(([left], [right]) => (left < right ? -1 : 1)))
}

/** Equal values; a cursor's keys have an order of their own in each place. */
function isSame(one: TimeCursor, other: TimeCursor): boolean {
  const text = ({ since, seen }: TimeCursor): string =>
    JSON.stringify([since, Object.entries(seen).toSorted(([left], [right]) => (left < right ? -1 : 1))])
  return text(one) === text(other)
}
