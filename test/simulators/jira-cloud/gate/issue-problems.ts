import type { InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { isJsonObject } from '../../common/json.ts'
import { problemsOfIssues } from '../../jira/gate-fields.ts'
import type { World } from '../../jira/state/world.ts'
import { schemaOfField } from './field-schemas.ts'

/** What the description leaves open: fields of issues, instants, changes, and what a page says of its end. */
export const issueProblems =
  (world: World) =>
  (reply: InspectedReply): readonly Problem[] => {
    const found = problemsOfIssues(world, reply, { schemaOf: schemaOfField })
    const { value, operation } = reply
    const paged = reply.reply.status === 200 && operation.endsWith('/search/jql') && isJsonObject(value)
    return paged ? [...found, ...ofEnd(value)] : found
  }

/** A page says that it is the last one, or how to go on, and never both. */
const ofEnd = (page: Readonly<Record<string, unknown>>): Problem[] => {
  const { isLast, nextPageToken } = page
  if (typeof isLast !== 'boolean')
    return [{ place: '/isLast', problem: 'a page must say whether it is the last' }]
  if (isLast === (nextPageToken === undefined)) return []
  return [{ place: '/nextPageToken', problem: 'stands where the page is the last, or lacks where it is not' }]
}
