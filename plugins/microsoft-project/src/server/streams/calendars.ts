import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../../graph/snapshot.ts'
import { addressOf } from '../address.ts'
import { readList } from '../client.ts'
import { mapServerCalendar } from '../map/calendar.ts'
import { idIn } from '../value.ts'
import { Row } from '../wire/items.ts'

export const calendarsAddress = (site: string): string =>
  addressOf(site, 'ProjectServer/Calendars', {
    $expand: 'BaseCalendarExceptions',
    $select: 'Id,Name,IsStandardCalendar,BaseCalendarExceptions/*',
  })

/** The server's base calendars. */
export const calendarStream = defineStream({
  config: Config,
  item: Row,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  async *read(context) {
    const { server } = context.config
    if (server === undefined) return
    yield* snapshotOf(await readList(context, calendarsAddress(server.url), 'The calendars'), context.cursor)
  },
  ref: (row) => idIn(row, 'Id') ?? '',
  map: (row) => mapServerCalendar(row),
})
