import { drop, type Lie, put, withStatus } from '../../jira/test/lie.ts'

const SEARCH = '/rest/api/3/search/jql'
const searched = { target: SEARCH, body: { jql: 'project = APP', fields: ['*all'], maxResults: 100 } }
const bare = { target: SEARCH, body: { jql: 'project = APP', maxResults: 5 } }
const fetched = {
  target: '/rest/api/3/issue/bulkfetch',
  body: { issueIdsOrKeys: ['APP-2'], fields: ['*all'] },
}
const changes = { target: '/rest/api/3/changelog/bulkfetch', body: { issueIdsOrKeys: ['APP-2'] } }
const entry = ['issueChangeLogs', 0, 'changeHistories', 0] as const
const field = (name: string, ...more: readonly (string | number)[]): readonly (string | number)[] => [
  'issues',
  0,
  'fields',
  name,
  ...more,
]

/** Lies of a Jira Cloud, each of which must be caught. */
export const CLOUD_LIES: readonly Lie[] = [
  { name: 'an invented total', caughtBy: 'description', ...bare, change: put(['total'], 30) },
  { name: 'paging of old', caughtBy: 'description', ...bare, change: put(['startAt'], 0) },
  { name: 'isLast as text', caughtBy: 'description', ...bare, change: put(['isLast'], 'false') },
  { name: 'no isLast', caughtBy: 'own check', ...bare, change: drop(['isLast']) },
  { name: 'a token on the last page', caughtBy: 'own check', ...bare, change: put(['isLast'], true) },
  { name: 'no token where more follows', caughtBy: 'own check', ...bare, change: drop(['nextPageToken']) },
  { name: 'a token that is a number', caughtBy: 'description', ...bare, change: put(['nextPageToken'], 5) },
  {
    name: 'an id that is a number',
    caughtBy: 'description',
    ...bare,
    change: put(['issues', 0, 'id'], 10_000),
  },
  { name: 'an id that is a key', caughtBy: 'own check', ...bare, change: put(['issues', 0, 'id'], 'APP-1') },
  { name: 'a status that nobody described', caughtBy: 'description', ...bare, distort: withStatus(206) },
  {
    name: 'an error of another shape',
    caughtBy: 'own check',
    target: '/rest/api/3/issue/APP-99',
    change: () => ({ message: 'Not Found' }),
  },
  {
    name: 'an error with more in it',
    caughtBy: 'own check',
    target: '/rest/api/3/issue/APP-99',
    change: put(['code'], 404),
  },
  {
    name: 'an instant as epoch',
    caughtBy: 'description',
    ...changes,
    change: put([...entry, 'created'], 1_767_603_600_000),
  },
  {
    name: 'an instant with a colon',
    caughtBy: 'own check',
    ...changes,
    change: put([...entry, 'created'], '2026-01-05T09:00:00.000+00:00'),
  },
  {
    name: 'an instant that is none',
    caughtBy: 'own check',
    ...changes,
    change: put([...entry, 'created'], 'yesterday'),
  },
  {
    name: 'a changelog of numbers',
    caughtBy: 'own check',
    ...changes,
    change: put([...entry, 'items', 0, 'from'], 3),
  },
  {
    name: 'histories instead of changeHistories',
    caughtBy: 'description',
    ...changes,
    change: put(['issueChangeLogs', 0, 'histories'], []),
  },
  {
    name: 'updated: yesterday',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('updated'), 'yesterday'),
  },
  {
    name: 'updated as epoch',
    caughtBy: 'own check',
    ...searched,
    change: put(field('updated'), 1_767_603_600_000),
  },
  { name: 'status: 7', caughtBy: 'own check', ...fetched, change: put(field('status'), 7) },
  {
    name: 'a status without its category',
    caughtBy: 'own check',
    ...fetched,
    change: drop(field('status', 'statusCategory')),
  },
  {
    name: 'a category whose id is text',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('status', 'statusCategory', 'id'), '3'),
  },
  { name: 'a summary of nothing', caughtBy: 'own check', ...fetched, change: put(field('summary'), null) },
  {
    name: 'an assignee by name',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('assignee'), { name: 'ada', displayName: 'Ada', active: true }),
  },
  {
    name: 'an assignee with an invented key',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('assignee', 'login'), 'ada'),
  },
  { name: 'labels in one text', caughtBy: 'own check', ...fetched, change: put(field('labels'), 'wet dry') },
  {
    name: 'a link with both ends',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('issuelinks', 0, 'inwardIssue'), { id: '1', key: 'A-1', fields: {} }),
  },
  {
    name: 'a link with no end',
    caughtBy: 'own check',
    ...fetched,
    change: drop(field('issuelinks', 0, 'outwardIssue')),
  },
  {
    name: 'a link of no type',
    caughtBy: 'own check',
    ...fetched,
    change: drop(field('issuelinks', 0, 'type')),
  },
  {
    name: 'a parent that is a key',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('parent'), 'APP-1'),
  },
  {
    name: 'a version without a name',
    caughtBy: 'own check',
    ...fetched,
    change: drop(field('fixVersions', 0, 'name')),
  },
  {
    name: 'a component whose id is a number',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('components', 0, 'id'), 10_000),
  },
  {
    name: 'a day with a time',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('duedate'), '2026-03-01T00:00:00Z'),
  },
  {
    name: 'an estimate in text',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('timeoriginalestimate'), '1h'),
  },
  {
    name: 'a description in wiki text',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('description'), 'h1. Dock'),
  },
  {
    name: 'story points in text',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('customfield_10016'), '5'),
  },
  {
    name: 'a start date that is an instant',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('customfield_10015'), '2026-01-07T00:00:00Z'),
  },
  {
    name: 'a sprint in the text of Data Center',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('customfield_10020'), ['com.atlassian.greenhopper.service.sprint.Sprint@1[id=1]']),
  },
  {
    name: 'a sprint whose id is text',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('customfield_10020', 0, 'id'), '1'),
  },
  {
    name: 'a sprint in a state of its own',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('customfield_10020', 0, 'state'), 'ACTIVE'),
  },
  {
    name: 'a field that GET /field lacks',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('customfield_99999'), 1),
  },
  {
    name: 'a worklog page of its own kind',
    caughtBy: 'own check',
    ...fetched,
    change: put(field('worklog', 'total'), '1'),
  },
  {
    name: 'a sprint list without isLast',
    caughtBy: 'own check',
    target: '/rest/agile/1.0/board/1/sprint',
    change: drop(['isLast']),
  },
  {
    name: 'a sprint of epochs',
    caughtBy: 'own check',
    target: '/rest/agile/1.0/board/1/sprint',
    change: put(['values', 0, 'startDate'], 1_767_225_600_000),
  },
  {
    name: 'a board whose id is text',
    caughtBy: 'description',
    target: '/rest/agile/1.0/board',
    change: put(['values', 0, 'id'], '1'),
  },
  {
    name: 'worklog ids as text',
    caughtBy: 'description',
    target: '/rest/api/3/worklog/updated',
    change: put(['values', 0, 'worklogId'], '10000'),
  },
  {
    name: 'a project with an invented key',
    caughtBy: 'description',
    target: '/rest/api/3/project/search',
    change: put(['values', 0, 'team'], 'A'),
  },
  {
    name: 'a server that says its time in epoch',
    caughtBy: 'description',
    target: '/rest/api/3/serverInfo',
    change: put(['serverTime'], 1_767_603_600_000),
  },
]
