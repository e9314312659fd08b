import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { mapTime } from '../map/worklog.ts'
import { readTime, refreshTime, TIME_START, TimeCursor, timeCensus } from '../read-time.ts'
import { idIn, stampIn } from '../value.ts'
import { TimeItem } from '../wire/items.ts'

/** Booked time: the lines of timesheets, each with its days. */
export const timeStream = defineStream({
  config: Config,
  item: TimeItem,
  cursor: TimeCursor,
  start: TIME_START,
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  read: (context) => readTime(context),
  readItems: (context) => refreshTime(context),
  census: (context) => timeCensus(context),
  ref: ({ line }) => idIn(line, 'TimesheetLineId') ?? '',
  version: ({ line }) => stampIn(line, 'ModifiedDate'),
  map: (item) => mapTime(item),
})
