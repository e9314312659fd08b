import { toJson, verbatim, verbatimObject, type Verbatim } from '@headless-pmo/sdk'
import { idOf, objectOf } from '../element.ts'
import { requestedFields } from '../fields/field-table.ts'
import { liesIn, rowsOf } from '../issue-rows.ts'
import type { IssueQuestion, IssueSource } from '../issue-source.ts'
import { jqlOf } from '../jql.ts'
import type { List } from '../listing.ts'
import type { CloudCount } from './asked.ts'
import { fetchIssues } from './fetch-issues.ts'
import { readHistories } from './histories.ts'
import { searchCloud } from './search.ts'

/** Ids a page. Jira gives up to 5000, and fewer where fields are asked for. */
const PAGE = 1000

/** Issues of Jira Cloud: ids by search, then bodies and histories in bulk, which no search index delays. */
export function cloudIssues({ client, project, config }: IssueQuestion): IssueSource {
  const what = `The issues of ${project.key}`
  const table = verbatim(toJson(project.fields))
  const list =
    (clause?: string): List<Verbatim> =>
    async ({ since, token }) => {
      const asked = { jql: jqlOf(project.id, since, clause), fields: ['updated'], maxResults: PAGE }
      const { issues, next } = await searchCloud(client, asked, what, token)
      return { rows: rowsOf(issues, what), ...(next === undefined ? {} : { next }) }
    }
  return {
    list,
    ids: () => list(),
    async load(rows) {
      if (rows.length === 0) return []
      const ids = rows.map(({ id }) => id)
      // Both at once: a page waits for the slower of the two, not for one after the other.
      const [issues, histories] = await both(
        fetchIssues(client, { ids, fields: requestedFields(project.fields), what }),
        config.history === 'none' ? undefined : readHistories(client, ids, what),
      )
      const here = ids.flatMap((id) => {
        const issue = issues.get(id)
        return issue !== undefined && liesIn(issue.value, project.id) ? [issue] : []
      })
      return here.map((issue) =>
        verbatimObject({
          issue,
          fields: table,
          ...(histories !== undefined && { histories: histories.get(idOf(issue.value) ?? '') ?? [] }),
        }),
      )
    },
    async count() {
      const asked: CloudCount = { jql: `project = ${project.id}` }
      const reply = await client.post('/rest/api/3/search/approximate-count', asked)
      if (reply.status !== 200) return undefined
      const { count } = objectOf(reply, what).value as { readonly count?: unknown } // read as unknown
      return typeof count === 'number' ? count : undefined
    },
  } satisfies IssueSource
}

/** Waits for both, so that neither goes on after the other has failed. */
async function both<A, B>(one: Promise<A>, other: Promise<B> | undefined): Promise<[A, B | undefined]> {
  const [first, second] = await Promise.allSettled([one, other])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  return [first.value, second.value]
}
