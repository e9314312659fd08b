import { verbatimObject, z, type Page, type ReadContext, type Verbatim } from '@headless-pmo/sdk'
import { github } from './client.ts'
import type { Config } from './config.ts'
import { elementsOf, idOf, property } from './element.ts'
import { PeopleAlong } from './people-along.ts'
import type { RepositoryData } from './repositories.ts'
import { isNewer } from './silent-changes.ts'
import type { EventItem } from './wire/event.ts'

export const EventCursor = z.object({
  /** Which history was read; another choice starts over. */
  history: z.enum(['none', 'events', 'timeline']),
  pullRequests: z.boolean(),
  /** Newest event that is known; for `events`. */
  newest: z.string().optional(),
  /** How far the issues were looked through, as for the issues themselves; for `timeline`. */
  since: z.string(),
  seen: z.array(z.string()),
})
export type EventCursor = z.infer<typeof EventCursor>

export const EVENTS_START: EventCursor = { history: 'none', pullRequests: false, since: '', seen: [] }

export type EventContext = ReadContext<Config, EventItem, EventCursor, RepositoryData>
export type EventPage = Page<EventItem, EventCursor>

/** Passes over a list that changes while it is read; the next sync goes on from the same place. */
const MOST_PASSES = 5

/**
 * Reads a repository's events down to the newest known one. One list for the whole repository costs one
 * request when little happened, where a list for each issue would cost as many as there are issues.
 *
 * New events come first and only repeat others on the next page. But the events of a deleted issue vanish,
 * and what follows moves up past the page border: therefore a reading of several pages is done again until it
 * finds nothing that was missed.
 */
export async function* readEvents(context: EventContext): AsyncGenerator<EventPage> {
  const { part, config, cursor, log } = context
  const { owner, repo, fullName } = part.data
  const client = github(context)
  const people = new PeopleAlong()
  const isSame = cursor.history === 'events' && (cursor.pullRequests || !config.pullRequests)
  const known = isSame ? cursor.newest : undefined
  let newest: string | undefined
  const told = new Set<string>()
  for (let pass = 1, page = 0, missed = true; missed && pass <= MOST_PASSES; pass++) {
    missed = false
    for (page = 1; ; page++) {
      const reply = await client.get('/repos/{owner}/{repo}/issues/events', {
        owner,
        repo,
        per_page: 100,
        page,
      })
      if ([404, 410, 422].includes(reply.status)) {
        log.warn(
          page === 1
            ? `GitHub does not serve the events of ${fullName} (${reply.status}); its history is left out.`
            : `GitHub serves no more than ${told.size} events of ${fullName}; older history is left out. Set history to timeline for all of it.`,
        )
        break
      }
      const events = elementsOf(reply, `The events of ${fullName}`)
      const fresh: Verbatim[] = []
      let reached = false
      for (const event of events) {
        const id = idOf(event.value)
        if (id !== undefined && known !== undefined && !isNewer(id, known)) reached = true
        if (id === undefined || told.has(id) || (known !== undefined && !isNewer(id, known))) continue
        told.add(id)
        if (pass === 1 && page === 1 && (newest === undefined || isNewer(id, newest))) newest = id
        if (!isForeign(event, config)) fresh.push(event)
        missed = true
      }
      if (fresh.length > 0)
        yield {
          items: fresh.map((event) => verbatimObject({ event })),
          along: people.ofEvents(fresh.map((event) => event.value)),
        }
      if (reached || !reply.more || events.length === 0) break
    }
    if (page === 1) break
  }
  if (newest !== undefined || !isSame)
    yield {
      items: [],
      cursor: {
        ...EVENTS_START,
        history: 'events',
        pullRequests: config.pullRequests,
        ...((newest ?? known) === undefined ? {} : { newest: newest ?? known }),
      },
    }
}

/** Events of pull requests, where those are not read. */
function isForeign(event: Verbatim, config: Config): boolean {
  return !config.pullRequests && Boolean(property(property(event.value, 'issue'), 'pull_request'))
}
