import { defineStream } from '@headless-pmo/sdk'
import { github } from '../client.ts'
import { Config } from '../config.ts'
import { idOf, wrongShape } from '../element.ts'
import { issueList, IssuesDisabledError } from '../issue-list.ts'
import { toIssueRecords } from '../map/issue.ts'
import { ISSUES_START, isWanted, IssueCursor, readIssues } from '../read-issues.ts'
import { refreshIssues } from '../refresh-issues.ts'
import { repositories } from '../repositories.ts'
import { walkByChange } from '../walk.ts'
import { IssueItem } from '../wire/issue.ts'

/** Issues with their relations; pull requests where they are asked for. */
export const issueStream = defineStream({
  config: Config,
  item: IssueItem,
  cursor: IssueCursor,
  start: ISSUES_START,
  per: repositories,
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  mapReads: ['pullRequests', 'repositories', 'organization'],
  async *read(context) {
    try {
      yield* readIssues(context)
    } catch (error) {
      if (!(error instanceof IssuesDisabledError)) throw error
      context.log.warn(error.message)
    }
  },
  readItems: (context) => refreshIssues(context),
  async *census(context) {
    const { list, takeBroken } = issueList(github(context), context.part.data)
    // The same walk as for reading: it cannot skip an issue, whatever is edited or deleted meanwhile.
    for await (const step of walkByChange({ position: { since: '', seen: [] }, list }))
      yield step.fresh
        .filter((issue) => isWanted(issue, context.config))
        .flatMap((issue) => idOf(issue.value) ?? [])
    yield takeBroken().map((issue) => {
      const id = idOf(issue.value)
      // A list with a hole proves nothing about what it does not name.
      if (id === undefined) throw wrongShape(`An issue of ${context.part.data.fullName}`)
      return id
    })
  },
  ref: ({ issue }) => String(issue.id),
  version: ({ issue }) => issue.updated_at,
  map: (item, { config, part }) => toIssueRecords(item, config, part),
})
