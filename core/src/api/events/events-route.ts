import type { Handler } from 'hono'
import { PmoError } from '../../config/index.ts'
import type { ApiEnv } from '../api-env.ts'
import { principalOf } from '../authenticate.ts'
import type { TokenService } from '../tokens/index.ts'
import { readerGone } from '../reader-gone.ts'
import { eventFilter } from './event-filter.ts'
import { eventStream } from './event-stream.ts'
import type { EventRequest, EventSource } from './live-events.ts'
import { OpenStreams } from './open-streams.ts'

/** What `/events` is made of. */
export interface EventsRouteParts {
  readonly tokens: TokenService
  readonly events: (request: EventRequest, signal: AbortSignal) => Promise<EventSource>
  /** Aborts when the server stops: open streams end. */
  readonly stopping: AbortSignal
}

/** `GET /events`: what happens, as it happens, for whoever may read. See `news.ts`. */
export function eventsRoute({ tokens, events, stopping }: EventsRouteParts): Handler<ApiEnv> {
  const open = new OpenStreams()
  return async (c) => {
    const { principal } = c.var
    if (principal === undefined) throw new PmoError('unauthorized', 'A token is needed.')
    const filter = eventFilter(new URL(c.req.url).searchParams)
    const after = c.req.header('last-event-id') ?? c.req.query('after')
    const run = c.req.query('run')
    const request = { filter, ...(after !== undefined && { after }), ...(run !== undefined && { run }) }
    const giveBack = open.take(principal.name)
    const gone = new AbortController()
    try {
      return eventStream({
        source: await events(request, AbortSignal.any([gone.signal, stopping])),
        gone: readerGone(c),
        holds: async () => (await principalOf(c, tokens))?.name === principal.name,
        onEnd() {
          giveBack()
          gone.abort()
        },
      })
    } catch (error) {
      giveBack()
      throw error
    }
  }
}
