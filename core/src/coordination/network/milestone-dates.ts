import type { Milestone } from '@headless-pmo/sdk'
import { NODE_FLAGS } from '../schedule/index.ts'
import { endOf } from './moments.ts'
import type { NodeDates } from './node-dates.ts'

/** A milestone or version of a tracker: no duration, its members before it, its due day as deadline. */
export function milestoneDates(
  milestone: Milestone,
  about: { readonly zone: string; readonly calendar: number; readonly statusTime: number },
): NodeDates {
  const { zone, calendar, statusTime } = about
  const due = milestone.due === undefined ? undefined : endOf(milestone.due, zone)
  const isDone = milestone.state !== 'open'
  const reached = milestone.released ?? (isDone ? milestone.updated : undefined)
  const actual = reached === undefined ? statusTime : endOf(reached, zone)
  return {
    values: {
      duration: 0,
      calendar,
      flags: NODE_FLAGS.milestone | (isDone ? NODE_FLAGS.done : 0),
      ...(due !== undefined && { deadline: due }),
      ...(isDone ? { actualStart: actual, actualFinish: actual } : { noEarlierThan: statusTime }),
    },
    stated: due === undefined ? {} : { due },
    scheduling: 'milestone',
    assumptions:
      isDone && milestone.released === undefined
        ? [
            {
              field: 'finish',
              source: reached === undefined ? 'status-date' : 'last-change',
              value: actual,
              basis: `Finish: closed, but its tracker does not tell since when; taken as ${reached === undefined ? 'the status date' : 'its last change'}.`,
            },
          ]
        : [],
  }
}
