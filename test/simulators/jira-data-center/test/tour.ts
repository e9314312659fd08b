import type { JiraDataCenterSimulator } from '../index.ts'
import { ask } from './client.ts'

const SEARCH = {
  jql: 'project = APP ORDER BY updated',
  fields: ['*all'],
  expand: ['changelog'],
  maxResults: 50,
}

/** Every address that a reader of issues visits. */
export const VISITS: readonly (readonly [target: string, body?: unknown])[] = [
  ...[
    'serverInfo',
    'myself',
    'field',
    'status',
    'statuscategory',
    'issuetype',
    'priority',
    'resolution',
    'issueLinkType',
    'project?expand=lead,description',
    'project/APP',
    'project/APP/statuses',
    'project/APP/version',
    'project/APP/versions',
    'project/APP/components',
    'user?username=ada',
    'user/search?username=.&maxResults=10',
    'user/list',
    'worklog/updated?since=0',
    'worklog/deleted?since=0',
    'issue/APP-2?expand=changelog',
    'issue/APP-2/remotelink',
    'issue/APP-2/worklog',
    'issue/APP-99',
    'search?jql=updated%20%3E%3D%200&startAt=20&maxResults=4&expand=changelog&fields=summary,status',
  ].map((path) => [`/rest/api/2/${path}`] as const),
  ['/rest/api/2/search', SEARCH],
  ['/rest/api/2/search', { jql: 'nonsense = 1' }],
  ['/rest/api/2/worklog/list', { ids: [10_000] }],
  ...[
    'board?type=scrum',
    'board/1',
    'board/1/configuration',
    'board/1/sprint',
    'board/2/sprint',
    'sprint/1',
    'sprint/1/issue',
  ].map((path) => [`/rest/agile/1.0/${path}`] as const),
]

export const visitAll = async (simulator: JiraDataCenterSimulator, root = ''): Promise<readonly number[]> => {
  const statuses: number[] = []
  for (const [target, body] of VISITS) statuses.push((await ask(simulator, `${root}${target}`, body)).status)
  return statuses
}
