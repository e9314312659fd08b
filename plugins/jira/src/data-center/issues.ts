import { toJson, verbatim, verbatimObject, type Verbatim } from '@headless-pmo/sdk'
import { objectOf } from '../element.ts'
import { requestedFields } from '../fields/field-table.ts'
import { liesIn, rowsOf } from '../issue-rows.ts'
import type { IssueQuestion, IssueSource } from '../issue-source.ts'
import { jqlOf } from '../jql.ts'
import type { List } from '../listing.ts'
import { numberOf } from '../map/json.ts'
import { searchServer, type ServerSearch } from './search.ts'

/** Issues a page: with their histories they are big. */
const PAGE = 100

/** Issues a page where only their ids are asked for. */
const IDS_PAGE = 1000

/** Issues of Data Center: the search itself gives them, with their histories. */
export function dataCenterIssues({ client, project, config }: IssueQuestion): IssueSource {
  const what = `The issues of ${project.key}`
  const table = verbatim(toJson(project.fields))
  const fields = requestedFields(project.fields)
  const expand = config.history === 'none' ? {} : { expand: ['changelog'] }
  const search =
    (clause: string | undefined, asked: Omit<ServerSearch, 'jql'>): List<Verbatim> =>
    async ({ since, token }) => {
      const jql = jqlOf(project.id, since, clause)
      const { issues, next } = await searchServer(client, { jql, ...asked }, what, token)
      return { rows: rowsOf(issues, what), ...(next === undefined ? {} : { next }) }
    }
  return {
    list: (clause) => search(clause, { maxResults: PAGE, fields, ...expand }),
    ids: () => search(undefined, { maxResults: IDS_PAGE, fields: ['updated'] }),
    load: (rows) =>
      Promise.resolve(
        rows
          .filter(({ element }) => liesIn(element.value, project.id))
          .map(({ element }) => verbatimObject({ issue: element, fields: table })),
      ),
    async count() {
      const jql = jqlOf(project.id, undefined)
      const reply = await client.post('/rest/api/2/search', { jql, startAt: 0, maxResults: 0, fields: [] })
      return reply.status === 200 ? numberOf(objectOf(reply, what).value['total']) : undefined
    },
  } satisfies IssueSource
}
