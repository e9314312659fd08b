import { parseJson } from '@headless-pmo/sdk'
import type { Graph } from '../graph/client.ts'
import { pageOf } from '../graph/element.ts'
import { property } from '../graph/property.ts'
import { wrongShape } from '../graph/refusal.ts'
import { planPath } from './groups.ts'

/** What the delta function tells: which tasks to look at again, and where to ask from next time. */
export interface ToldChanges {
  readonly ids: ReadonlySet<string>
  readonly link: string
}

/**
 * Asks for changes since a link; without one, for a link to begin with. What comes is a hint only: whole tasks, parts
 * of them or their details, in any order and more than once. Undefined when the link is too old.
 * @throws Error when the function is refused
 */
export async function changesOf(
  graph: Graph,
  plan: { readonly id: string; readonly title: string },
  since: string | undefined,
): Promise<ToldChanges | undefined> {
  const what = `The changes of ${plan.title}`
  const ids = new Set<string>()
  let reply = await graph.get(since ?? `${planPath(plan.id)}/tasks/delta`, 'beta')
  for (const passed = new Set<string>(); ;) {
    // 400: malformed by now, after a change of the service; a link of our own cannot be wrong otherwise.
    if (since !== undefined && (reply.status === 410 || reply.status === 400)) return undefined
    const { elements, next } = pageOf(reply, what)
    for (const { value } of elements) {
      const id = property(value, 'id')
      if (typeof id === 'string') ids.add(id)
    }
    const link = property(parseJson(reply.text), '@odata.deltaLink')
    if (typeof link === 'string') return { ids, link }
    if (next === undefined || passed.has(next)) throw wrongShape(what)
    passed.add(next)
    reply = await graph.get(next, 'beta')
  }
}
