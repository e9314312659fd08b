/**
 * Reads a portfolio with the typed client: `PMO_URL=… PMO_TOKEN=… node main.ts`.
 * @module
 */
import { createClient, type PmoClient } from '@headless-pmo/client'

/** A line a project, and its open items by assignee. */
export async function* portfolioLines(client: PmoClient): AsyncGenerator<string> {
  const { projects } = await client.api.projects.list.query({})
  for (const { id, name, counts, finish } of projects) {
    yield `${name}: ${counts.done} of ${counts.total} done${finish === undefined ? '' : `, until ${finish}`}`
    const open = new Map<string, number>()
    const pages = (cursor: string | undefined) =>
      client.api.workItems.list.query({
        project: id,
        statusCategory: ['todo', 'in_progress'],
        ...(cursor !== undefined && { cursor }),
      })
    for await (const item of client.all(pages)) {
      const [first] = item.assignees
      const who = first?.title ?? first?.ref ?? 'nobody'
      open.set(who, (open.get(who) ?? 0) + 1)
    }
    for (const [who, count] of [...open].toSorted(([, a], [, b]) => b - a)) yield `  ${who}: ${count} open`
  }
}

if (import.meta.main) {
  const { PMO_URL: url = 'http://127.0.0.1:4400', PMO_TOKEN: token } = process.env
  if (token === undefined) throw new Error('Set PMO_TOKEN to a token; `pmo token create` makes one.')
  for await (const line of portfolioLines(createClient({ url, token }))) console.log(line)
}
