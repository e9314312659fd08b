import { defineStream, toJson, verbatim, verbatimObject, z, type Verbatim } from '@headless-pmo/sdk'
import { census } from '../census.ts'
import { Changes, NOTHING_READ } from '../changes.ts'
import { jira, type Client } from '../client.ts'
import { Config } from '../config.ts'
import { platform } from '../edition.ts'
import { elementsOf } from '../element.ts'
import { issueSource } from '../open-issue-source.ts'
import { toRemoteLink } from '../map/remote-link.ts'
import type { ProjectData } from '../project-data.ts'
import { projects } from '../projects.ts'
import { readChanges } from '../read-changes.ts'
import { RemoteLinksItem } from '../wire/remote-link.ts'

/** Requests after which items are handed on, so that progress shows and little is lost. */
const REQUESTS_A_PAGE = 20

/** Links from issues to pages elsewhere, those of an issue as one item. Costs a request for each changed issue. */
export const remoteLinkStream = defineStream({
  config: Config,
  item: RemoteLinksItem,
  cursor: z.object({ changes: Changes }),
  start: { changes: NOTHING_READ },
  per: projects,
  changes: 'delta',
  deletes: 'census',
  mapVersion: 1,
  mapReads: ['projects'],
  async *read(context) {
    const { part, config, cursor } = context
    if (!config.remoteLinks) return
    const client = jira(context)
    const { data } = part
    const source = issueSource({ client, project: data, config }, data.edition)
    const walk = { list: source.ids(), began: data.began, what: `The issues of ${data.key}` }
    for await (const { rows, position } of readChanges({ ...walk, known: cursor.changes })) {
      let items: Verbatim[] = []
      for (let from = 0; from < rows.length; from += REQUESTS_A_PAGE) {
        if (items.length > 0) yield { items }
        // Asked for at once: the host lets as many go at a time as the site takes.
        const found = await Promise.all(
          rows.slice(from, from + REQUESTS_A_PAGE).map(async ({ id, at }) => {
            const links = await linksOf(client, data.edition, id)
            return links === undefined ? [] : [itemOf({ id, updated: at, project: data.id }, links)]
          }),
        )
        items = found.flat()
      }
      yield { items, ...(position === undefined ? {} : { cursor: { changes: position } }) }
    }
  },
  async *census(context) {
    if (context.config.remoteLinks) yield* census(context)
  },
  ref: ({ issue }) => issue.id,
  version: ({ issue }) => issue.updated,
  map: ({ issue, links }, { config }) => links.flatMap((link) => toRemoteLink(link, issue.id, config)),
})

/** The remote links of one issue; undefined where it is no longer there, which a census settles. */
async function linksOf(
  client: Client,
  edition: ProjectData['edition'],
  id: string,
): Promise<readonly Verbatim[] | undefined> {
  const reply = await client.get(`${platform(edition)}/issue/${id}/remotelink`)
  return [403, 404].includes(reply.status)
    ? undefined
    : elementsOf(reply, `The links of issue ${id} to pages elsewhere`)
}

/** With the project, so that the links of an issue that moved are other ones, which belong to its new project. */
const itemOf = (issue: RemoteLinksItem['issue'], links: readonly Verbatim[]): Verbatim =>
  verbatimObject({ issue: verbatim(toJson(issue)), links })
