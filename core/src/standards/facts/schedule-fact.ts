import type { ScheduledItem, ScheduledLink, ScheduleFact } from '@headless-pmo/sdk'
import { localTimeOf } from '../../working-time/index.ts'
import { ITEM_COLUMNS, type PackedItem, type PackedSchedule } from './packed-schedule.ts'
import { unpackText } from './packed-text.ts'

type Column = (typeof ITEM_COLUMNS)[number]

/** The schedule of a project as checks see it. Pure; where it takes long, nobody waits. */
export function scheduleFactOf(packed: PackedSchedule): ScheduleFact {
  const { project, computedAt, statusDate, zone, calendars, duration, length, promised } = packed
  // Named boundary: pages hold what packSchedule wrote.
  const named = packed.items.flatMap((page) => JSON.parse(unpackText(page)) as readonly PackedItem[])
  const reasons = new Map(packed.unscheduled)
  const items: ScheduledItem[] = []
  const unscheduled: ScheduleFact['unscheduled'][number][] = []
  for (const [at, item] of named.entries()) {
    const reason = reasons.get(at)
    if (reason === undefined) items.push(itemOf(packed, at, item))
    else unscheduled.push({ item: { connection: item[0], kind: 'workItem', ref: item[1] }, reason })
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
    links: packed.links.flatMap((page) => JSON.parse(unpackText(page)) as readonly ScheduledLink[]),
    cycles: packed.cycles,
    ...(own?.record !== undefined && { calendar: keyOf(own.record) }),
    ...(own !== undefined && { calendarStated: own.stated }),
    ...(duration !== undefined && { duration }),
    ...(length !== undefined && { length }),
    ...(promised !== undefined && { promised }),
  }
}

function itemOf(
  { columns, calendars, zones }: PackedSchedule,
  at: number,
  [connection, ref, summary, assumed]: PackedItem,
): ScheduledItem {
  const value = (column: Column): number =>
    columns[at * ITEM_COLUMNS.length + ITEM_COLUMNS.indexOf(column)] ?? NaN
  const zone = zones[value('zone')] ?? 'UTC'
  const calendar = calendars[value('calendar')]
  const duration = value('duration')
  return {
    item: { connection, kind: 'workItem', ref },
    earlyStart: localTimeOf(value('earlyStart'), zone),
    earlyFinish: localTimeOf(value('earlyFinish'), zone),
    lateStart: localTimeOf(value('lateStart'), zone),
    lateFinish: localTimeOf(value('lateFinish'), zone),
    totalFloat: value('totalFloat'),
    freeFloat: value('freeFloat'),
    remaining: value('remaining'),
    minutesPerDay: calendar?.minutesPerDay ?? 480,
    critical: value('critical') === 1,
    ...(!Number.isNaN(duration) && { duration }),
    ...(assumed !== null && { assumed }),
    ...(summary === 1 && { summary: true }),
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
