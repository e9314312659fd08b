import { drop, type Lie, put, withStatus } from '../../jira/test/lie.ts'

const found = { target: '/rest/api/2/search', body: { jql: 'project = APP', maxResults: 5 } }
const read = { target: '/rest/api/2/issue/APP-2?expand=changelog' }
const field = (name: string, ...more: readonly (string | number)[]): readonly (string | number)[] => [
  'fields',
  name,
  ...more,
]
const entry = ['changelog', 'histories', 0] as const

/** Lies of a Jira Data Center, each of which must be caught. */
export const SERVER_LIES: readonly Lie[] = [
  { name: 'a token of Cloud', caughtBy: 'description', ...found, change: put(['nextPageToken'], 'x') },
  { name: 'isLast of Cloud', caughtBy: 'description', ...found, change: put(['isLast'], true) },
  { name: 'a total in text', caughtBy: 'description', ...found, change: put(['total'], '31') },
  { name: 'no total', caughtBy: 'own check', ...found, change: drop(['total']) },
  { name: 'a total smaller than the page', caughtBy: 'own check', ...found, change: put(['total'], 3) },
  {
    name: 'an id that is a number',
    caughtBy: 'description',
    ...found,
    change: put(['issues', 0, 'id'], 10_000),
  },
  { name: 'a status that nobody described', caughtBy: 'description', ...found, distort: withStatus(206) },
  {
    name: 'an error of another shape',
    caughtBy: 'own check',
    target: '/rest/api/2/issue/APP-99',
    change: () => ({ message: 'Issue Does Not Exist' }),
  },
  { name: 'updated: yesterday', caughtBy: 'own check', ...read, change: put(field('updated'), 'yesterday') },
  { name: 'status: 7', caughtBy: 'own check', ...read, change: put(field('status'), 7) },
  {
    name: 'a person of Cloud',
    caughtBy: 'own check',
    ...read,
    change: put(field('assignee'), { accountId: '1', displayName: 'Ada', active: true }),
  },
  {
    name: 'a person without a key',
    caughtBy: 'own check',
    ...read,
    change: drop(field('creator', 'key')),
  },
  {
    name: 'a description in ADF',
    caughtBy: 'own check',
    ...read,
    change: put(field('description'), { type: 'doc', version: 1, content: [] }),
  },
  {
    name: 'a sprint as an object where text is sent',
    caughtBy: 'own check',
    ...read,
    change: put(field('customfield_10001', 0), { id: 1, name: 'S1', state: 'active' }),
  },
  {
    name: 'a sprint text without its state',
    caughtBy: 'own check',
    ...read,
    change: put(
      field('customfield_10001', 0),
      'com.atlassian.greenhopper.service.sprint.Sprint@1[id=1,rapidViewId=1,name=S1]',
    ),
  },
  {
    name: 'story points in text',
    caughtBy: 'own check',
    ...read,
    change: put(field('customfield_10004'), '5'),
  },
  {
    name: 'a field that GET /field lacks',
    caughtBy: 'own check',
    ...read,
    change: put(field('customfield_9'), 1),
  },
  {
    name: 'a day with a time',
    caughtBy: 'own check',
    ...read,
    change: put(field('duedate'), '2026-03-01T00:00Z'),
  },
  {
    name: 'a link with no end',
    caughtBy: 'own check',
    ...read,
    change: drop(field('issuelinks', 0, 'outwardIssue')),
  },
  {
    name: 'a changelog of numbers',
    caughtBy: 'description',
    ...read,
    change: put([...entry, 'items', 0, 'from'], 3),
  },
  {
    name: 'a changelog of epochs',
    caughtBy: 'description',
    ...read,
    change: put([...entry, 'created'], 1_767_603_600),
  },
  {
    name: 'a field id in a changelog',
    caughtBy: 'description',
    ...read,
    change: put([...entry, 'items', 0, 'fieldId'], 'status'),
  },
  {
    name: 'a board with a location',
    caughtBy: 'description',
    target: '/rest/agile/1.0/board',
    change: put(['values', 0, 'location'], {}),
  },
  {
    name: 'a sprint whose id is text',
    caughtBy: 'description',
    target: '/rest/agile/1.0/sprint/1',
    change: put(['id'], '1'),
  },
  {
    name: 'a server that is a number',
    caughtBy: 'description',
    target: '/rest/api/2/serverInfo',
    change: put(['version'], 10),
  },
]
