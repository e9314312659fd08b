import { defineStream, z, type Verbatim } from '@headless-pmo/sdk'
import { github } from '../client.ts'
import { Config } from '../config.ts'
import { idOf, property } from '../element.ts'
import { withDetails } from '../issue-details.ts'
import { issueList, IssuesDisabledError } from '../issue-list.ts'
import { toIssueRecords } from '../map/issue.ts'
import { PeopleAlong } from '../people-along.ts'
import { refreshIssues } from '../refresh-issues.ts'
import { repositories } from '../repositories.ts'
import { walkByChange } from '../walk.ts'
import { IssueItem } from '../wire/issue.ts'

const IssueCursor = z.object({
  /** Name that the stored items carry in their keys; when the repository is renamed, they are read again. */
  fullName: z.string(),
  /** Whether pull requests were read, too. */
  pullRequests: z.boolean(),
  since: z.string(),
  seen: z.array(z.string()),
  etag: z.string().optional(),
})
type IssueCursor = z.infer<typeof IssueCursor>

/** Detail requests after which a page is handed on, so that progress shows and little is lost. */
const REQUESTS_A_PAGE = 20

export const issueStream = defineStream({
  config: Config,
  item: IssueItem,
  cursor: IssueCursor,
  start: { fullName: '', pullRequests: false, since: '', seen: [] },
  per: repositories,
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  mapReads: ['pullRequests', 'repositories', 'organization'],
  async *read(context) {
    const { cursor, part, config, log } = context
    const { fullName } = part.data
    const client = github(context)
    const people = new PeopleAlong()
    const { list, takeBroken } = issueList(client, part.data)
    const same = cursor.fullName === fullName && (cursor.pullRequests || !config.pullRequests)
    const { since, seen, etag } = same ? cursor : { since: '', seen: [] as string[], etag: undefined }
    const next: Pick<IssueCursor, 'fullName' | 'pullRequests'> = {
      fullName,
      pullRequests: config.pullRequests,
    }
    try {
      const walk = { position: { since, seen }, list, ...(etag === undefined ? {} : { etag }) }
      for await (const step of walkByChange(walk)) {
        const fresh = [...step.fresh, ...takeBroken()].filter((issue) => isWanted(issue, config))
        const items: Verbatim[] = []
        let requests = 0
        for (const issue of fresh) {
          const detailed = await withDetails(client, issue, fullName)
          items.push(detailed.item)
          requests += detailed.requests
          if (requests >= REQUESTS_A_PAGE) {
            yield { items: items.splice(0) }
            requests = 0
          }
        }
        yield context.page({
          items,
          cursor: {
            ...next,
            since: step.position.since,
            seen: [...step.position.seen],
            ...(step.etag === undefined ? {} : { etag: step.etag }),
          },
          along: people.ofIssues(fresh.map((issue) => issue.value)),
        })
      }
    } catch (error) {
      if (!(error instanceof IssuesDisabledError)) throw error
      log.warn(error.message)
    }
  },
  readItems: (context) => refreshIssues(context),
  async *census(context) {
    const { list } = issueList(github(context), context.part.data)
    // The same walk as for reading: it cannot skip an issue, whatever is edited or deleted meanwhile.
    for await (const step of walkByChange({ position: { since: '', seen: [] }, list }))
      yield step.fresh
        .filter((issue) => isWanted(issue, context.config))
        .flatMap((issue) => idOf(issue.value) ?? [])
  },
  ref: ({ issue }) => String(issue.id),
  version: ({ issue }) => issue.updated_at,
  map: (item, { config, part }) => toIssueRecords(item, config, part),
})

/** Lists of issues hold pull requests, too; the property tells. */
function isWanted(issue: Verbatim, config: Config): boolean {
  return config.pullRequests || !property(issue.value, 'pull_request')
}
