import type { JiraCloudSimulator } from '../index.ts'
import { ask } from './client.ts'

/** One visit: a path, and a body where it is posted. */
export type Visit = readonly [target: string, body?: unknown]

/** Every address that a reader of issues visits. */
export const VISITS: readonly Visit[] = [
  ['/rest/api/3/serverInfo'],
  ['/rest/api/3/myself'],
  ['/rest/api/3/field'],
  ['/rest/api/3/status'],
  ['/rest/api/3/statuscategory'],
  ['/rest/api/3/issuetype'],
  ['/rest/api/3/priority'],
  ['/rest/api/3/priority/search'],
  ['/rest/api/3/resolution'],
  ['/rest/api/3/issueLinkType'],
  ['/rest/api/3/issueLinkType/10000'],
  ['/rest/api/3/label'],
  ['/rest/api/3/project/search?expand=description,lead,issueTypes&status=live'],
  ['/rest/api/3/project'],
  ['/rest/api/3/project/APP'],
  ['/rest/api/3/project/APP/statuses'],
  ['/rest/api/3/project/APP/version?maxResults=1'],
  ['/rest/api/3/project/APP/versions'],
  ['/rest/api/3/project/APP/component'],
  ['/rest/api/3/project/APP/components'],
  ['/rest/api/3/version/10000/unresolvedIssueCount'],
  ['/rest/api/3/users/search?maxResults=10'],
  ['/rest/api/3/user/search?query=ada'],
  ['/rest/api/3/worklog/updated?since=0'],
  ['/rest/api/3/worklog/deleted?since=0'],
  ['/rest/api/3/worklog/list', { ids: [10_000, 10_001, 99] }],
  ['/rest/api/3/search/jql', { jql: 'project in (APP) AND updated >= 0 ORDER BY updated', maxResults: 7 }],
  ['/rest/api/3/search/jql', { jql: 'project = APP', fields: ['*all'], expand: 'names,changelog' }],
  ['/rest/api/3/search/jql?jql=project%20%3D%20TEAM&fields=summary,status&maxResults=3'],
  ['/rest/api/3/search/jql', { jql: 'ORDER BY updated' }],
  ['/rest/api/3/search/approximate-count', { jql: 'project = APP' }],
  ['/rest/api/3/issue/bulkfetch', { issueIdsOrKeys: ['APP-2', 'APP-3', '99'], fields: ['*all'] }],
  ['/rest/api/3/changelog/bulkfetch', { issueIdsOrKeys: ['APP-2', 'APP-3'], maxResults: 4 }],
  ['/rest/api/3/issue/APP-2?expand=changelog'],
  ['/rest/api/3/issue/APP-2/changelog'],
  ['/rest/api/3/issue/APP-2/worklog'],
  ['/rest/api/3/issue/APP-2/remotelink'],
  ['/rest/api/3/issue/APP-99'],
  ['/rest/agile/1.0/board?type=scrum,kanban'],
  ['/rest/agile/1.0/board/1'],
  ['/rest/agile/1.0/board/1/configuration'],
  ['/rest/agile/1.0/board/1/sprint?state=active,future'],
  ['/rest/agile/1.0/board/2/sprint'],
  ['/rest/agile/1.0/sprint/1'],
  ['/rest/agile/1.0/sprint/1/issue'],
  ['/rest/api/3/search?jql=project%3DAPP'],
  ['/rest/api/3/webhook'],
]

/** Asks them all; answers the statuses by path. */
export const visitAll = async (simulator: JiraCloudSimulator): Promise<ReadonlyMap<string, number>> => {
  const statuses = new Map<string, number>()
  for (const [target, body] of VISITS) statuses.set(target, (await ask(simulator, target, body)).status)
  return statuses
}
