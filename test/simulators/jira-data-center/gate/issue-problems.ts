import type { InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { isJsonObject, type JsonObject } from '../../common/json.ts'
import { type FieldRules, problemsOfIssues } from '../../jira/gate-fields.ts'
import type { World } from '../../jira/state/world.ts'
import { schemaOfField } from './field-schemas.ts'

const SPRINT_TEXT =
  /^com\.atlassian\.greenhopper\.service\.sprint\.Sprint@[0-9a-f]+\[id=\d+,rapidViewId=\d*,state=(FUTURE|ACTIVE|CLOSED),name=.*\]$/s

/** What the description leaves open: fields of issues, instants, changes, and what a page of a search says of itself. */
export const issueProblems =
  (world: World) =>
  (reply: InspectedReply): readonly Problem[] => {
    const found = problemsOfIssues(world, reply, rulesOf(world))
    const { value, operation } = reply
    const paged = reply.reply.status === 200 && operation.endsWith('/api/2/search') && isJsonObject(value)
    return paged ? [...found, ...ofPlace(value)] : found
  }

/** A page says where it is in the list, and how long that is. */
const ofPlace = (page: JsonObject): Problem[] => {
  const { startAt, maxResults, total, issues } = page
  const count = Array.isArray(issues) ? issues.length : 0
  return [
    ...Object.entries({ startAt, maxResults, total }).flatMap(([key, value]) =>
      Number.isInteger(value) ? [] : [{ place: `/${key}`, problem: 'a page must say it, in a whole number' }],
    ),
    ...(count > 0 && typeof total === 'number' && total < Number(startAt) + count
      ? [{ place: '/total', problem: 'is less than what was shown of it' }]
      : []),
    ...(count > Number(maxResults) ? [{ place: '/issues', problem: 'is longer than the page' }] : []),
  ]
}

const rulesOf = (world: World): FieldRules => ({
  schemaOf: (field) => schemaOfField(field),
  ...(world.sprintStrings
    ? {
        sprint: (value: unknown, place: string) =>
          typeof value === 'string' && SPRINT_TEXT.test(value)
            ? []
            : [{ place, problem: `${JSON.stringify(value)} is no sprint as Data Center writes it` }],
      }
    : {}),
})
