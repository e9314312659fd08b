import type { RecordInput } from '@headless-pmo/sdk'
import type { Event, EventItem } from '../wire/event.ts'

type Change = Extract<RecordInput, { kind: 'change' }>
type Meaning = Pick<Change, 'field' | 'effect' | 'from' | 'to'>

/** Ref of an event. Entries of a timeline that are no issue events are numbered apart from those, or not at all. */
export function eventRef({ event, issue }: EventItem): string {
  const { id } = event
  if (event.event === 'cross-referenced')
    return `cross-referenced:${issue?.id ?? ''}:${event.source?.issue?.id ?? ''}:${event.created_at ?? ''}`
  if (event.event === 'committed') return `committed:${issue?.id ?? ''}:${event.sha ?? ''}`
  if (event.event === 'commented' || event.event === 'reviewed') return `${event.event}:${id ?? ''}`
  return id === null || id === undefined ? `${event.event}:${issue?.id ?? ''}` : String(id)
}

/** One change of an issue's history. An event without issue or time has nothing to be told about. */
export function toChange(item: EventItem): Change | undefined {
  const { event } = item
  const issue = event.issue ?? item.issue
  const at = event.created_at ?? event.submitted_at
  const by = event.actor ?? event.user
  if (!issue || !at) return undefined
  return {
    kind: 'change',
    ref: eventRef(item),
    item: String(issue.id),
    ...meaningOf(event),
    at,
    ...(by ? { by: String(by.id) } : {}),
    ...(issue.html_url && event.id ? { url: `${issue.html_url}#event-${event.id}` } : {}),
  }
}

const FIELDS: Readonly<Record<string, (event: Event) => Meaning | undefined>> = {
  assigned: ({ assignee }) => element('assignees', 'add', assignee && String(assignee.id)),
  blocked_by_added: (event) => element('blockedBy', 'add', keyOf(event.blocked_by)),
  blocked_by_removed: (event) => element('blockedBy', 'remove', keyOf(event.blocked_by)),
  blocking_added: (event) => element('blocking', 'add', keyOf(event.blocking)),
  blocking_removed: (event) => element('blocking', 'remove', keyOf(event.blocking)),
  closed: () => ({ field: 'status', effect: 'set', from: 'open', to: 'closed' }),
  demilestoned: ({ milestone }) => element('milestone', 'remove', milestone?.title),
  issue_type_added: (event) => set('nativeType', undefined, event.issue_type?.name),
  issue_type_changed: (event) => set('nativeType', event.prev_issue_type?.name, event.issue_type?.name),
  issue_type_removed: (event) => element('nativeType', 'remove', event.issue_type?.name),
  labeled: ({ label }) => element('labels', 'add', label?.name),
  locked: () => ({ field: 'locked', effect: 'set', from: false, to: true }),
  milestoned: ({ milestone }) => set('milestone', undefined, milestone?.title),
  parent_issue_added: (event) => set('parent', undefined, keyOf(event.parent_issue)),
  parent_issue_removed: (event) => element('parent', 'remove', keyOf(event.parent_issue)),
  renamed: ({ rename }) => set('title', rename?.from, rename?.to),
  reopened: () => ({ field: 'status', effect: 'set', from: 'closed', to: 'open' }),
  sub_issue_added: (event) => element('subIssues', 'add', keyOf(event.sub_issue)),
  sub_issue_removed: (event) => element('subIssues', 'remove', keyOf(event.sub_issue)),
  unassigned: ({ assignee }) => element('assignees', 'remove', assignee && String(assignee.id)),
  unlabeled: ({ label }) => element('labels', 'remove', label?.name),
  unlocked: () => ({ field: 'locked', effect: 'set', from: true, to: false }),
}

/** What an event says of a field of the model; other events only happened. */
function meaningOf(event: Event): Meaning {
  const field = Object.hasOwn(FIELDS, event.event) ? FIELDS[event.event]?.(event) : undefined
  return field ?? { field: event.event, effect: 'event' }
}

/** Undefined where the event does not tell the value: a deleted account, an issue that is not shown. */
function element(
  field: string,
  effect: 'add' | 'remove',
  value: string | null | undefined,
): Meaning | undefined {
  if (!value) return undefined
  return effect === 'add' ? { field, effect, to: value } : { field, effect, from: value }
}

function set(
  field: string,
  from: string | null | undefined,
  to: string | null | undefined,
): Meaning | undefined {
  return to ? { field, effect: 'set', ...(from ? { from } : {}), to } : undefined
}

function keyOf(issue: Event['parent_issue']): string | undefined {
  const repository = issue?.repository?.full_name
  return issue && repository ? `${repository}#${issue.number}` : undefined
}
