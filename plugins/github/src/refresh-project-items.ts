import { verbatimAt, type Page, type RefreshContext } from '@headless-pmo/sdk'
import { github } from './client.ts'
import type { Config } from './config.ts'
import { property } from './element.ts'
import { askPage, isHidden } from './graphql.ts'
import { projectKey } from './project-key.ts'
import type { ProjectData } from './projects.ts'
import { ITEM_QUERY } from './queries.ts'
import { LARGEST, refuseUnknown, withAllValues } from './read-project-items.ts'
import type { SnapshotCursor } from './snapshot.ts'
import type { PlacedItem } from './wire/project.ts'

type Context = RefreshContext<Config, PlacedItem, SnapshotCursor, ProjectData>

/** Reads named items of projects again, by the node id that a webhook or the stored item gives. */
export async function* refreshProjectItems(context: Context): AsyncGenerator<Page<PlacedItem, never>> {
  const client = github(context)
  for (const { ref, hint, stored } of context.items) {
    const told = property(hint, 'node')
    const node = typeof told === 'string' ? told : stored?.item.id
    if (node === undefined) continue
    const what = `The project item ${node}`
    const question = { variables: { item: node }, sizes: { values: LARGEST.values } }
    const { reply } = await askPage(client, ITEM_QUERY, question, what)
    const found = property(reply.data, 'node')
    if (!found && reply.faults.every(isHidden)) {
      if (ref !== undefined) yield { items: [], gone: [{ ref, reason: 'deleted' }] }
      continue
    }
    refuseUnknown(reply.faults, found, what)
    const part = context.parts.find((each) => each.key === keyOf(property(found, 'project')))
    if (part === undefined) {
      if (ref !== undefined) yield { items: [], gone: [{ ref, reason: 'out_of_scope' }] }
      continue
    }
    const item = await withAllValues(client, verbatimAt(reply.text, ['data', 'node']), what)
    yield { items: [item], part: part.key }
  }
}

function keyOf(project: unknown): string {
  const [id, number] = [property(project, 'id'), property(project, 'fullDatabaseId')]
  return projectKey({ id: String(id), fullDatabaseId: typeof number === 'string' ? number : undefined })
}
