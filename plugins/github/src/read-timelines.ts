import { toJson, verbatim, verbatimObject, type Verbatim } from '@headless-pmo/sdk'
import { github, type Client } from './client.ts'
import { elementsOf, idOf, property } from './element.ts'
import { issueList } from './issue-list.ts'
import { PeopleAlong } from './people-along.ts'
import { EVENTS_START, type EventContext, type EventPage } from './read-events.ts'
import { isWanted } from './read-issues.ts'
import { refusal } from './refusal.ts'
import type { RepositoryData } from './repositories.ts'
import { walkByChange } from './walk.ts'

/** Reads the timeline of every issue that changed: all of its history, at one request or more an issue. */
export async function* readTimelines(context: EventContext): AsyncGenerator<EventPage> {
  const { part, config, cursor, log } = context
  const client = github(context)
  const people = new PeopleAlong()
  const isSame = cursor.history === 'timeline' && (cursor.pullRequests || !config.pullRequests)
  const { since, seen } = isSame ? cursor : EVENTS_START
  const { list } = issueList(client, part.data)
  for await (const step of walkByChange({ position: { since, seen }, list })) {
    for (const issue of step.fresh.filter((each) => isWanted(each, config))) {
      const timeline = await readTimeline(client, part.data, issue)
      if (typeof timeline === 'string') {
        log.warn(timeline)
        continue
      }
      const about = verbatim(
        toJson({ id: property(issue.value, 'id'), html_url: property(issue.value, 'html_url') }),
      )
      yield {
        items: timeline.map((event) => verbatimObject({ event, issue: about })),
        along: people.ofEvents(timeline.map((event) => event.value)),
      }
    }
    yield {
      items: [],
      cursor: {
        history: 'timeline',
        pullRequests: config.pullRequests,
        since: step.position.since,
        seen: [...step.position.seen],
      },
    }
  }
}

/** The entries of one timeline, or why there are none to be had. Entries only ever grow at the end. */
async function readTimeline(
  client: Client,
  { owner, repo, fullName }: RepositoryData,
  issue: Verbatim,
): Promise<readonly Verbatim[] | string> {
  const number = property(issue.value, 'number')
  const what = `The timeline of ${fullName}#${String(number)}`
  const events: Verbatim[] = []
  for (let page = 1; ; page++) {
    const reply = await client.get('/repos/{owner}/{repo}/issues/{issue_number}/timeline', {
      owner,
      repo,
      issue_number: number,
      per_page: 100,
      page,
    })
    if ([403, 404, 410, 451].includes(reply.status)) return refusal(reply, what).message
    const found = elementsOf(reply, what)
    // Comments on code lines and commits have no place of their own in an item's history.
    events.push(...found.filter(({ value }) => idOf(value) !== undefined || isIdentified(value)))
    if (!reply.more || found.length === 0) return events
  }
}

const isIdentified = (value: unknown): boolean =>
  property(value, 'event') === 'cross-referenced' || property(value, 'event') === 'committed'
