import type { InspectedReply } from '../../common/gate/description-gate.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import { schemaProblems } from '../../common/gate/schema-problems.ts'
import type { SchemaSet } from '../../common/gate/schema-set.ts'
import { isJsonObject } from '../../common/json.ts'
import { sprintProblems, wireProblems } from '../../jira/gate-checks.ts'
import { SPRINT_FIELD } from '../../jira/state/fields.ts'
import type { JiraField } from '../../jira/state/model.ts'
import type { World } from '../../jira/state/world.ts'
import { schemaOfField } from './field-schemas.ts'

/**
 * What the description leaves open: the fields of an issue, which it calls a free map, are held against the field list
 * that the simulator itself shows; instants and changes against how Jira writes them; a page against its own end.
 */
export const issueProblems =
  (world: World) =>
  ({ operation, value, schemas, reply }: InspectedReply): readonly Problem[] => {
    if (reply.status !== 200) return []
    const found = wireProblems(value)
    if (!isJsonObject(value)) return found
    const issues = value['issues']
    if (Array.isArray(issues))
      found.push(...issues.flatMap((issue, at) => ofIssue(world, schemas, issue, `/issues/${at}`)))
    if (operation.endsWith('/issue/{issueIdOrKey}')) found.push(...ofIssue(world, schemas, value, ''))
    if (operation.endsWith('/search/jql')) found.push(...ofEnd(value))
    return found
  }

/** A page says that it is the last one, or how to go on, and never both. */
const ofEnd = (page: Readonly<Record<string, unknown>>): Problem[] => {
  const { isLast, nextPageToken } = page
  if (typeof isLast !== 'boolean')
    return [{ place: '/isLast', problem: 'a page must say whether it is the last' }]
  if (isLast === (nextPageToken === undefined)) return []
  return [{ place: '/nextPageToken', problem: 'stands where the page is the last, or lacks where it is not' }]
}

const ofIssue = (world: World, schemas: SchemaSet, issue: unknown, place: string): Problem[] => {
  if (!isJsonObject(issue)) return [{ place, problem: 'is no issue' }]
  if (typeof issue['id'] !== 'string' || !/^\d+$/.test(issue['id']))
    return [{ place: `${place}/id`, problem: 'the id of an issue is digits, as text' }]
  const { fields } = issue
  if (!isJsonObject(fields)) return []
  return Object.entries(fields).flatMap(([id, value]) => {
    const here = `${place}/fields/${id}`
    const field = world.fields.get(id)
    if (field === undefined) return [{ place: here, problem: 'GET /field knows no such field' }]
    return ofField(schemas, field, value, here)
  })
}

const ofField = (schemas: SchemaSet, field: JiraField, value: unknown, place: string): Problem[] => {
  if (field.custom === SPRINT_FIELD) {
    if (value === null) return []
    if (!Array.isArray(value)) return [{ place, problem: 'must be a list of sprints' }]
    return value.flatMap((sprint, at) => sprintProblems(sprint, `${place}/${at}`))
  }
  const schema = schemaOfField(field)
  if (schema === undefined) return [{ place, problem: `nobody knows values of the type ${field.type}` }]
  const validate = schemas.strict(schema)
  if (validate(value)) return []
  return schemaProblems(validate.errors ?? [], value)
    .filter(({ problem }) => !problem.includes('must match format "date-time"') || field.type === 'date')
    .map((found) => ({ place: `${place}${found.place}`, problem: found.problem }))
}
