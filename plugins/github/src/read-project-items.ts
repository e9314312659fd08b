import { verbatimElements, verbatimObject, type ReadContext, type Verbatim } from '@headless-pmo/sdk'
import { github, type Client } from './client.ts'
import type { Config } from './config.ts'
import { property } from './element.ts'
import { askPage, faultError, isHidden, type GraphqlFault } from './graphql.ts'
import type { ProjectData } from './projects.ts'
import { ITEMS_QUERY, VALUES_QUERY } from './queries.ts'
import type { SnapshotCursor } from './snapshot.ts'
import type { PlacedItem } from './wire/project.ts'

export type ProjectItemContext = ReadContext<Config, PlacedItem, SnapshotCursor, ProjectData>

/** Items, and field values of each, that one page asks for. */
export const LARGEST = { first: 100, values: 50 }
const MOST_PASSES = 5

/** All items of a project, and how many of them GitHub keeps from us. */
export interface ProjectItems {
  readonly items: readonly Verbatim[]
  readonly hidden: number
}

/**
 * Reads a project's items whole. Its order can change while it is read, and then an item moves from a page
 * that is still to come to one that is read. The count that each page states shows it: read again then.
 */
export async function readProjectItems(context: ProjectItemContext): Promise<ProjectItems> {
  const client = github(context)
  const { data } = context.part
  const what = `The project ${data.title}`
  let before: string | undefined
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    const { items, hidden, totals, pages } = await readPass(client, data.id, what)
    const ids = [...items.keys()].toSorted().join(' ')
    const isWhole = totals.size === 1 && totals.has(items.size + hidden)
    if (pages === 1 || isWhole || ids === before) return { items: [...items.values()], hidden }
    before = ids
  }
  throw new Error(`${what} changed during each of ${MOST_PASSES} readings. The next sync tries again.`)
}

interface Pass {
  readonly items: Map<string, Verbatim>
  hidden: number
  readonly totals: Set<unknown>
  pages: number
}

async function readPass(client: Client, project: string, what: string): Promise<Pass> {
  const pass: Pass = { items: new Map(), hidden: 0, totals: new Set(), pages: 0 }
  let sizes = LARGEST
  let after: string | null = null
  for (;;) {
    const page = await askPage(client, ITEMS_QUERY, { variables: { project, after }, sizes }, what)
    const { reply } = page
    sizes = page.sizes
    pass.pages++
    const connection = property(property(reply.data, 'node'), 'items')
    refuseUnknown(reply.faults, connection, what)
    pass.totals.add(property(connection, 'totalCount'))
    for (const item of verbatimElements(reply.text, ['data', 'node', 'items', 'nodes'])) {
      const id = property(item.value, 'id')
      if (typeof id !== 'string') pass.hidden++
      else pass.items.set(id, await withAllValues(client, item, what))
    }
    const pageInfo = property(connection, 'pageInfo')
    const next = property(pageInfo, 'endCursor')
    if (property(pageInfo, 'hasNextPage') !== true) return pass
    if (typeof next !== 'string' || next === after)
      throw new Error(`${what}: GitHub repeats the place to go on from. The next sync tries again.`)
    after = next
  }
}

/**
 * What a fault names is unknown, not unset, and must not be stored as such. Only the content of a card that we
 * may not see is a fact of its own; anything else fails the reading, which leaves what is stored.
 */
export function refuseUnknown(faults: readonly GraphqlFault[], found: unknown, what: string): void {
  const isCard = ({ path }: GraphqlFault): boolean =>
    path.at(-1) === 'content' || typeof path.at(-1) === 'number'
  const unknown = faults.filter((fault) => !(isHidden(fault) && isCard(fault)))
  if (unknown.length > 0 || found === null || found === undefined) throw faultError(unknown, what)
}

/** An item with the field values that go beyond its page. */
export async function withAllValues(client: Client, item: Verbatim, what: string): Promise<Verbatim> {
  const more: Verbatim[] = []
  let sizes = { values: LARGEST.values }
  let pageInfo = property(property(item.value, 'fieldValues'), 'pageInfo')
  while (property(pageInfo, 'hasNextPage') === true) {
    const variables = { item: property(item.value, 'id'), after: property(pageInfo, 'endCursor') }
    const page = await askPage(client, VALUES_QUERY, { variables, sizes }, what)
    sizes = page.sizes
    const values = property(property(page.reply.data, 'node'), 'fieldValues')
    if (page.reply.faults.length > 0 || !values) throw faultError(page.reply.faults, what)
    more.push(...verbatimElements(page.reply.text, ['data', 'node', 'fieldValues', 'nodes']))
    pageInfo = property(values, 'pageInfo')
  }
  return verbatimObject(more.length === 0 ? { item } : { item, moreValues: more })
}
