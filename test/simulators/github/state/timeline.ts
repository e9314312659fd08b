import { repositoryOf } from './lookup.ts'
import type { EventDetail, Issue, IssueEvent } from './model.ts'
import { presentOf, type World } from './world.ts'

/** What the list of repository events leaves out: these show in an issue's timeline only. */
const TIMELINE_ONLY: ReadonlySet<string> = new Set(['commented', 'cross-referenced'])

export interface EventSeed {
  readonly issue: Issue
  readonly kind: string
  readonly actor: string | null
  readonly detail?: EventDetail
  readonly at?: string
}

/** Writes one event into the issue's timeline and, where GitHub does so too, into the repository's events. */
export const recordEvent = (world: World, seed: EventSeed): IssueEvent => {
  const id = world.nextId('event')
  const event: IssueEvent = {
    id,
    nodeId: world.nodeId('event', id),
    kind: seed.kind,
    actor: seed.actor,
    createdAt: seed.at ?? presentOf(world),
    issueId: seed.issue.id,
    detail: seed.detail ?? {},
  }
  seed.issue.events.push(event)
  if (!TIMELINE_ONLY.has(seed.kind)) repositoryOf(world, seed.issue).events.push(event)
  return event
}
