import {
  definePartition,
  verbatim,
  z,
  type ClosedPart,
  type ConnectorContext,
  type Part,
  type Verbatim,
} from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { graphOf, type Graph } from '../graph/client.ts'
import type { GraphReply } from '../graph/reply.ts'
import { listOf, objectOf } from '../graph/element.ts'
import { property } from '../graph/property.ts'
import { refusal } from '../graph/refusal.ts'
import { groupsOf, planPath } from './groups.ts'

/** What streams need to know of the plan they read. */
export interface PlanData {
  readonly id: string
  readonly title: string
  /** The plan's JSON on the wire; the stream of plans has no request of its own. */
  readonly text: string
  /** The JSON of its details. */
  readonly details: string
  /** What it calls its categories, by their keys. */
  readonly categories: Readonly<Record<string, string>>
}

export type PlanPart = Part<PlanData>

/** A connection's plans; the key is the id, which a rename leaves alone. */
export const plans = definePartition<Config, PlanData>(Config, listPlans)

/** Lists the plans of the groups, then the single ones, each once, all with their details. */
export async function* listPlans(context: ConnectorContext<Config>): AsyncGenerator<PlanPart | ClosedPart> {
  const { planner } = context.config
  if (planner === undefined) return
  const graph = graphOf(context)
  const found = new Map<string, Verbatim>()
  const groups = await groupsOf(graph, context)
  const lists = await graph.getAll(groups.map(({ id }) => `/groups/${encodeURIComponent(id)}/planner/plans`))
  for (const [index, reply] of lists.entries()) {
    const { id, title } = groups[index] ?? { id: '', title: '' }
    const what = `The plans of the group ${title}`
    if (reply.status !== 200) {
      yield closed(reply, id, title, what)
      continue
    }
    for (const [at, element] of (await listOf(graph, reply, what)).entries()) {
      const plan = property(element.value, 'id')
      if (typeof plan === 'string' && plan !== '') found.set(plan, element)
      else yield { key: `${id}#${at}`, title, problem: 'invalid', message: `${what}: one of them has no id.` }
    }
  }
  const single = planner.plans.filter((id) => !found.has(id))
  for (const [index, reply] of (await graph.getAll(single.map(planPath))).entries()) {
    const id = single[index] ?? ''
    if (reply.status === 200) found.set(id, verbatim(reply.text))
    else yield closed(reply, id, id, `The plan ${id}`)
  }
  yield* withDetails(graph, found)
}

async function* withDetails(
  graph: Graph,
  found: ReadonlyMap<string, Verbatim>,
): AsyncGenerator<PlanPart | ClosedPart> {
  const replies = await graph.getAll([...found.keys()].map((id) => `${planPath(id)}/details`))
  for (const [index, [id, { value, text }]] of [...found].entries()) {
    const reply = replies[index]
    if (reply === undefined) continue
    const name = property(value, 'title')
    const title = typeof name === 'string' ? name : id
    const what = `The details of the plan ${title}`
    if (reply.status !== 200) {
      yield closed(reply, id, title, what)
      continue
    }
    const details = objectOf(reply, z.unknown(), what)
    const categories = categoriesOf(property(details.value, 'categoryDescriptions'))
    yield { key: id, title, data: { id, title, text, details: details.raw.text, categories } }
  }
}

/** Categories that have a name; Planner shows the others by their colour. */
function categoriesOf(descriptions: unknown): Readonly<Record<string, string>> {
  if (typeof descriptions !== 'object' || descriptions === null) return {}
  return Object.fromEntries(
    Object.entries(descriptions).flatMap(([key, name]: [string, unknown]) =>
      typeof name === 'string' && name !== '' ? [[key, name] as const] : [],
    ),
  )
}

/** @throws RefusalError for what concerns all plans, such as a token that is not accepted */
function closed(reply: GraphReply, key: string, title: string, what: string): ClosedPart {
  const error = refusal(reply, what)
  const problem = reply.status === 404 ? 'not_found' : reply.status === 403 ? 'no_access' : undefined
  if (problem === undefined) throw error
  return { key, title, problem, message: error.message }
}
