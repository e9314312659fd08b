import { setTimeout as delay } from 'node:timers/promises'
import type { Database } from '../database/index.ts'
import { publicChange } from '../portfolio/index.ts'
import { feedEnd, parsePosition, readChanges, type FeedPosition } from '../records/index.ts'
import type { SyncService } from '../sync/index.ts'
import type { EventRequest } from './app.ts'
import type { StreamEvent } from './event-stream.ts'

/** Changes of one read. */
const BATCH = 200
/** Pause between two looks at a feed without news. Other processes may write to it, so it is looked at. */
const LOOK_MS = 500

async function* follow(
  database: Database,
  start: FeedPosition,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  let position = start
  while (!signal.aborted) {
    const page = await readChanges(database.root, { after: position, limit: BATCH })
    for (const change of page.changes) {
      const data = publicChange(change)
      yield { event: 'change', data, id: data.position }
    }
    position = page.position
    if (!page.more) await delay(LOOK_MS, undefined, { signal }).catch(() => undefined)
  }
}

async function* progress(sync: SyncService, run: string, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  for await (const state of sync.watch(run, signal)) yield { event: 'run', data: state }
}

/**
 * What `/events` sends: the change feed from a position on, or the progress of one run. A request that cannot be
 * served is refused before the first event.
 */
export function liveEvents({ database, sync }: { readonly database: Database; readonly sync: SyncService }) {
  return async (request: EventRequest, signal: AbortSignal): Promise<AsyncIterable<StreamEvent>> => {
    if (request.run !== undefined) {
      await sync.run(request.run)
      return progress(sync, request.run, signal)
    }
    if (request.after === undefined) return follow(database, await feedEnd(database.root), signal)
    const after = parsePosition(request.after)
    await readChanges(database.root, { after, limit: 1 })
    return follow(database, after, signal)
  }
}
