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
      const issues = await fetchIssues(client, { ids, fields: requestedFields(project.fields), what })
      const here = ids.flatMap((id) => {
        const issue = issues.get(id)
        return issue !== undefined && liesIn(issue.value, project.id) ? [issue] : []
      })
      if (config.history === 'none' || here.length === 0)
        return here.map((issue) => verbatimObject({ issue, fields: table }))
      const histories = await readHistories(
        client,
        here.flatMap(({ value }) => idOf(value) ?? []),
        what,
      )
      return here.map((issue) =>
        verbatimObject({ issue, fields: table, histories: histories.get(idOf(issue.value) ?? '') ?? [] }),
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
