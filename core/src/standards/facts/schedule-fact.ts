import type { ScheduledItem, ScheduleFact } from '@headless-pmo/sdk'
import { localTimeOf } from '../../working-time/index.ts'
import { ITEM_COLUMNS, type PackedSchedule } from './packed-schedule.ts'
import { unpackTexts } from './packed-text.ts'
import { unpackLinks } from './unpack-links.ts'

/** Where each column stands in the row of an item. */
const AT = Object.fromEntries(ITEM_COLUMNS.map((name, at) => [name, at])) as Readonly<
  Record<(typeof ITEM_COLUMNS)[number], number>
>

/** The schedule of a project as checks see it. Pure; where it takes long, nobody waits. */
export function scheduleFactOf(packed: PackedSchedule): ScheduleFact {
  const { project, computedAt, statusDate, zone, calendars, duration, length, promised } = packed
  const { columns, connections } = packed
  const reasons = new Map(packed.unscheduled)
  const items: ScheduledItem[] = []
  const unscheduled: ScheduleFact['unscheduled'][number][] = []
  const keys = unpackTexts(packed.items).map((ref, at): ScheduledItem['item'] => ({
    connection: connections[columns[at * ITEM_COLUMNS.length + AT.connection] ?? -1] ?? '',
    kind: 'workItem',
    ref,
  }))
  for (const [at, item] of keys.entries()) {
    const reason = reasons.get(at)
    if (reason === undefined) items.push(itemOf(packed, at, item))
    else unscheduled.push({ item, reason })
  }
  const own = calendars[packed.calendar]
  return {
    project,
    computedAt,
    statusDate,
    start: Number.isNaN(packed.start) ? statusDate : localTimeOf(packed.start, zone),
    finish: Number.isNaN(packed.finish) ? statusDate : localTimeOf(packed.finish, zone),
    minutesPerDay: own?.minutesPerDay ?? 480,
    items,
    unscheduled,
    links: unpackLinks(packed.links, keys),
    cycles: packed.cycles,
    ...(own?.record !== undefined && { calendar: keyOf(own.record) }),
    ...(own !== undefined && { calendarStated: own.stated }),
    ...(duration !== undefined && { duration }),
    ...(length !== undefined && { length }),
    ...(promised !== undefined && { promised }),
  }
}

function itemOf(
  { columns, calendars, zones, assumptions }: PackedSchedule,
  at: number,
  item: ScheduledItem['item'],
): ScheduledItem {
  const row = at * ITEM_COLUMNS.length
  const value = (column: number): number => columns[row + column] ?? NaN
  const zone = zones[value(AT.zone)] ?? 'UTC'
  const calendar = calendars[value(AT.calendar)]
  const duration = value(AT.duration)
  const assumed = assumptions[value(AT.assumed)]
  return {
    item,
    earlyStart: localTimeOf(value(AT.earlyStart), zone),
    earlyFinish: localTimeOf(value(AT.earlyFinish), zone),
    lateStart: localTimeOf(value(AT.lateStart), zone),
    lateFinish: localTimeOf(value(AT.lateFinish), zone),
    totalFloat: value(AT.totalFloat),
    freeFloat: value(AT.freeFloat),
    remaining: value(AT.remaining),
    minutesPerDay: calendar?.minutesPerDay ?? 480,
    critical: value(AT.critical) === 1,
    ...(!Number.isNaN(duration) && { duration }),
    ...(assumed !== undefined && { assumed }),
    ...(value(AT.summary) === 1 && { summary: true }),
    ...(calendar?.record !== undefined && { calendar: keyOf(calendar.record) }),
  }
}

function keyOf([connection, ref]: readonly [string, string]): {
  readonly connection: string
  readonly kind: 'calendar'
  readonly ref: string
} {
  return { connection, kind: 'calendar', ref }
}
