import { definePartition, z, type ConnectorContext } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { graphOf, type Graph } from '../graph/client.ts'
import { listOf, objectOf } from '../graph/element.ts'
import { property } from '../graph/property.ts'

/** A group whose people are read. */
export interface GroupData {
  readonly group: string
}

/** The groups behind a connection's plans: its people are theirs. */
export const groups = definePartition<Config, GroupData>(Config, async function* (context) {
  const { planner } = context.config
  if (planner === undefined) return
  const graph = graphOf(context)
  const known = new Map<string, string>()
  for (const { id, title } of await groupsOf(graph, context)) known.set(id, title)
  for (const reply of await graph.getAll(planner.plans.map(planPath))) {
    // What is wrong with a plan is told by the stream of plans.
    if (reply.status !== 200) continue
    const plan = objectOf(reply, z.unknown(), 'A plan').value
    const container = property(plan, 'container')
    const isGroup = (property(container, 'type') ?? 'group') === 'group'
    const group = isGroup ? (property(container, 'containerId') ?? property(plan, 'owner')) : undefined
    if (typeof group === 'string' && group !== '' && !known.has(group)) known.set(group, group)
  }
  for (const [key, title] of known) yield { key, title, data: { group: key } }
})

/** Groups by the config: those that are named; where neither groups nor plans are, all that can be seen. */
export async function groupsOf(
  graph: Graph,
  { config: { planner } }: Pick<ConnectorContext<Config>, 'config'>,
): Promise<readonly { readonly id: string; readonly title: string }[]> {
  if (planner === undefined) return []
  if (planner.groups.length + planner.plans.length > 0)
    return [...new Set(planner.groups.map((id) => id.toLowerCase()))].map((id) => ({ id, title: id }))
  const what = 'The list of groups'
  const found = await listOf(graph, await graph.get(ALL_GROUPS), what)
  return found.flatMap(({ value }) => {
    const [id, name] = [property(value, 'id'), property(value, 'displayName')]
    if (typeof id !== 'string' || id === '') return []
    return [{ id, title: typeof name === 'string' ? name : id }]
  })
}

/** Only Microsoft 365 groups have plans. */
const ALL_GROUPS = `/groups?$filter=${encodeURIComponent("groupTypes/any(c:c eq 'Unified')")}&$select=id,displayName&$top=999`

export const planPath = (id: string): string => `/planner/plans/${encodeURIComponent(id)}`
