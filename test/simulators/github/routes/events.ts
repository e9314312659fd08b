import { pagedJson } from '../http/paging.ts'
import { json, notFound } from '../http/reply.ts'
import { numberParam } from '../http/request.ts'
import type { GitHubRouter } from '../http/request.ts'
import { renderIssueEvent, renderRepositoryEvent, renderTimelineEntry } from '../render/event.ts'
import { isVisible } from '../state/lookup.ts'
import type { IssueEvent } from '../state/model.ts'
import { pageCap, type RouteContext, withIssue, withRepository } from './context.ts'

const REPOSITORY = '/repos/{owner}/{repo}'
const ISSUE = `${REPOSITORY}/issues/{issue_number}`

/** Kinds that only the timeline shows. */
const TIMELINE_ONLY: ReadonlySet<string> = new Set(['commented', 'cross-referenced'])

/** History: the repository's events (newest first), an issue's events and its timeline (oldest first). */
export const addEventRoutes = (router: GitHubRouter, context: RouteContext): void => {
  const { world } = context
  const shown = (event: IssueEvent): boolean => {
    if (event.recorded !== undefined) return true
    const issue = event.issueId === null ? undefined : world.issues.get(event.issueId)
    return issue !== undefined && isVisible(world, issue)
  }
  router.add('GET', `${REPOSITORY}/issues/events`, (request) =>
    withRepository(context, request, (repository) =>
      pagedJson(request, {
        items: repository.events.filter(shown).toReversed(),
        cap: pageCap(context),
        linkPath: `/repositories/${repository.id}/issues/events`,
        render: (event) => renderRepositoryEvent(world, repository, event),
      }),
    ),
  )
  router.add('GET', `${REPOSITORY}/issues/events/{event_id}`, (request) =>
    withRepository(context, request, (repository) => {
      const event = repository.events.find((candidate) => candidate.id === numberParam(request, 'event_id'))
      return event === undefined || !shown(event)
        ? notFound()
        : json(renderRepositoryEvent(world, repository, event))
    }),
  )
  router.add('GET', `${ISSUE}/events`, (request) =>
    withIssue(context, request, {
      redirects: false,
      serve: ({ repository, issue }) =>
        pagedJson(request, {
          items: issue.events.filter((event) => !TIMELINE_ONLY.has(event.kind)),
          cap: pageCap(context),
          render: (event) => renderIssueEvent(world, repository, event),
        }),
    }),
  )
  router.add('GET', `${ISSUE}/timeline`, (request) => {
    const excluded = (request.query.get('exclude') ?? '').split(',')
    return withIssue(context, request, {
      redirects: false,
      serve: ({ repository, issue }) =>
        pagedJson(request, {
          items: issue.events.filter((event) => !excluded.includes(event.kind)),
          cap: pageCap(context),
          linkPath: `/repositories/${repository.id}/issues/${issue.number}/timeline`,
          render: (event) => renderTimelineEntry(world, issue, event),
        }),
    })
  })
}
