import { defineStream } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { eventRef, toChange } from '../map/change.ts'
import { EventCursor, EVENTS_START, readEvents } from '../read-events.ts'
import { readTimelines } from '../read-timelines.ts'
import { repositories } from '../repositories.ts'
import { EventItem } from '../wire/event.ts'

/** The tracker's own history of issues. It only grows. */
export const eventStream = defineStream({
  config: Config,
  item: EventItem,
  cursor: EventCursor,
  start: EVENTS_START,
  per: repositories,
  changes: 'delta',
  deletes: 'none',
  mapVersion: 1,
  async *read(context) {
    if (context.config.history === 'events') yield* readEvents(context)
    if (context.config.history === 'timeline') yield* readTimelines(context)
  },
  ref: eventRef,
  map: (item) => {
    const change = toChange(item)
    return change === undefined ? [] : [change]
  },
})
