import { toJson, verbatim, type Along, type Verbatim } from '@headless-pmo/sdk'
import type { Graph } from '../graph/client.ts'
import { refusal } from '../graph/refusal.ts'

const PROPERTIES = 'id,displayName,mail,userPrincipalName,accountEnabled,userType'

/**
 * People by id, always asked for alike, so that it matters not whether they are members of a group or named on a
 * task. One whom the directory no longer knows keeps the id.
 */
export async function peopleOf(graph: Graph, ids: Iterable<string>): Promise<readonly Verbatim[]> {
  const asked = [...new Set(ids)].toSorted()
  const replies = await graph.getAll(
    asked.map((id) => `/users/${encodeURIComponent(id)}?$select=${PROPERTIES}`),
  )
  return replies.flatMap((reply, index) => {
    const id = asked[index] ?? ''
    if (reply.status === 200) return [verbatim(reply.text)]
    if (reply.status === 404) return [verbatim(toJson({ id, missing: true }))]
    // Without the right to see people, tasks still name them by id.
    if (reply.status === 403 || reply.status === 400) return []
    throw refusal(reply, `The person ${id}`)
  })
}

/** The people who are named on tasks, for the stream of people. */
export async function peopleAlong(graph: Graph, ids: ReadonlySet<string>): Promise<readonly Along[]> {
  const items = await peopleOf(graph, ids)
  return items.length === 0 ? [] : [{ stream: 'plannerUsers', items }]
}
