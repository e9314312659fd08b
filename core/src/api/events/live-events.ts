import type { Database } from '../../database/index.ts'
import { publicChange, type PortfolioService } from '../../portfolio/index.ts'
import {
  FEED_START,
  formatPosition,
  parsePosition,
  readChanges,
  type FeedPosition,
} from '../../records/index.ts'
import type { SyncService } from '../../sync/index.ts'
import { asksForProjects, passes, type EventFilter } from './event-filter.ts'
import type { StreamEvent } from './event-stream.ts'
import { LiveFeed, type LivePage } from './live-feed.ts'
import { happeningsEnd, isBefore, newsDropped, type Happening } from './queries.ts'

/** What a reader of `/events` asks for. */
export interface EventRequest {
  /** `Last-Event-ID`: go on after it. */
  readonly after?: string
  /** Progress of this run only, ending with it. */
  readonly run?: string
  readonly filter?: EventFilter
}

/** Pieces of events, made no faster than they are taken. */
export type EventSource = AsyncIterable<readonly StreamEvent[]>

/** What live events are read from. */
export interface LiveEventParts {
  readonly database: Database
  readonly sync: Pick<SyncService, 'run' | 'watch'>
  readonly portfolio: Pick<PortfolioService, 'projectsOf'>
}

/**
 * What `/events` sends: everything that happens from a position on, or the progress of one run. A request that cannot be
 * served is refused before the first event. See `news.ts` for the events.
 */
export function liveEvents({ database, sync, portfolio }: LiveEventParts) {
  const feed = new LiveFeed(database.root, (records) => portfolio.projectsOf(records))
  return async (request: EventRequest, signal: AbortSignal): Promise<EventSource> => {
    if (request.run !== undefined) {
      await sync.run(request.run)
      return progress(sync, request.run, signal)
    }
    const filter = request.filter ?? {}
    if (request.after === undefined) {
      // Told at once where it begins: a reader who is cut off before anything happened goes on from here.
      const end = await happeningsEnd(database.root)
      return told(feed.follow(end, signal), filter, { id: formatPosition(end) })
    }
    const after = parsePosition(request.after)
    await readChanges(database.root, { after, limit: 1 })
    const missing = gapAfter(after, await newsDropped(database.root))
    return told(feed.follow(after, signal), filter, missing)
  }
}

/** The event that tells a reader that news it has not seen were dropped. */
function gapAfter(after: FeedPosition, dropped: FeedPosition): StreamEvent | undefined {
  // Who begins at the very beginning has seen nothing that could be out of date.
  if (!isBefore(after, dropped) || isBefore(after, { ...FEED_START, seq: 1 })) return undefined
  const message =
    'You were away for longer than news are kept. No change of a record is missing here; read everything else anew.'
  return { event: 'gap', data: { message, before: formatPosition(dropped) }, id: formatPosition(after) }
}

async function* told(
  pages: AsyncIterable<LivePage>,
  filter: EventFilter,
  first?: StreamEvent,
): AsyncGenerator<readonly StreamEvent[]> {
  if (first !== undefined) yield [first]
  for await (const page of pages) {
    const projects = asksForProjects(filter) ? await page.projects() : new Map<number, string>()
    const events = page.happenings.filter((one) => passes(one, filter, projects)).map(eventOf)
    // Of a page whose end was not wanted the position is told, so that nobody reads it again.
    const id = formatPosition(page.position)
    yield events.at(-1)?.id === id ? events : [...events, { id }]
  }
}

function eventOf(happening: Happening): StreamEvent {
  const id = formatPosition(happening.position)
  if ('change' in happening) return { event: 'change', data: publicChange(happening.change), id }
  return { event: happening.news.kind, data: happening.news.data, id }
}

async function* progress(
  sync: Pick<SyncService, 'watch'>,
  run: string,
  signal: AbortSignal,
): AsyncGenerator<readonly StreamEvent[]> {
  for await (const state of sync.watch(run, signal)) yield [{ event: 'run', data: state }]
}
