import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { toWorklog } from '../map/worklog.ts'
import { readWorklogs, worklogCensus, WorklogCursor, WORKLOGS_START } from '../read-worklogs.ts'
import { site } from '../site.ts'
import { Worklog } from '../wire/worklog.ts'

/**
 * Time booked. Jira tells of changes and deletions for the whole site; a census settles what it does not tell:
 * worklogs of issues that were hidden, or moved out of the connected projects.
 */
export const worklogStream = defineStream({
  config: Config,
  item: Worklog,
  cursor: WorklogCursor,
  start: WORKLOGS_START,
  per: site,
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  async *read(context) {
    if (context.config.worklogs) yield* readWorklogs(context)
  },
  async *census(context) {
    if (context.config.worklogs) yield* worklogCensus(context)
  },
  ref: ({ id }) => id,
  version: ({ updated }) => updated ?? '',
  map: (worklog) => [toWorklog(worklog)],
})
