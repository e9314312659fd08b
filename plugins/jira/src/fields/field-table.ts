/**
 * What a custom field is to us. Any other word is a role of the site's own: its values go into `fields` of the
 * work item under that word.
 */
export type KnownRole =
  | 'epicLink'
  | 'flagged'
  | 'parentLink'
  | 'points'
  | 'rank'
  | 'sprint'
  | 'startDate'
  | 'targetEnd'
  | 'targetStart'
  | 'team'

/**
 * Role ▶ ids of the fields that play it, best first: the first with a value counts. Plain data: it goes into
 * raw items, since what a field id means differs from site to site and may change.
 */
export type FieldTable = Readonly<Record<string, readonly string[]>>

/** Fields that every Jira has under the same id, as far as the mapping reads them. */
export const systemFields = [
  'assignee',
  'components',
  'created',
  'creator',
  'description',
  'duedate',
  'fixVersions',
  'issuelinks',
  'issuetype',
  'labels',
  'parent',
  'priority',
  'project',
  'reporter',
  'resolution',
  'resolutiondate',
  'status',
  'summary',
  'timeestimate',
  'timeoriginalestimate',
  'timespent',
  'updated',
] as const

/** What to ask for of every issue, sorted: the same table gives the same request. */
export function requestedFields(table: FieldTable): readonly string[] {
  return [...new Set<string>([...systemFields, ...Object.values(table).flat()])].toSorted()
}
