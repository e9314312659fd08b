import { defineStream } from '@headless-pmo/sdk'
import { census } from '../census.ts'
import { Config } from '../config.ts'
import { instantOf } from '../map/dates.ts'
import { toIssueRecords } from '../map/issue.ts'
import { projects } from '../projects.ts'
import { ISSUES_START, IssueCursor, readIssues } from '../read-issues.ts'
import { refreshIssues } from '../refresh-issues.ts'
import { IssueItem } from '../wire/issue.ts'

/** Issues with their links, their history and their stays in sprints. */
export const issueStream = defineStream({
  config: Config,
  item: IssueItem,
  cursor: IssueCursor,
  start: ISSUES_START,
  per: projects,
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  mapReads: ['baseUrl', 'projects'],
  read: (context) => readIssues(context),
  readItems: (context) => refreshIssues(context),
  census: (context) => census(context),
  ref: ({ issue }) => String(issue.id),
  // Another text would count as newer than every instant, and the issue would never be read again.
  version: ({ issue }) => (instantOf(issue.fields.updated) === undefined ? '' : issue.fields.updated),
  map: (item, { config, part }) =>
    toIssueRecords(item, { site: config.baseUrl, project: part, projects: config.projects }),
})
