import type { InspectedReply } from '../common/gate/description-gate.ts'
import type { Problem } from '../common/gate/exchange.ts'
import type { JsonSchema } from '../common/gate/open-api.ts'
import { schemaProblems } from '../common/gate/schema-problems.ts'
import type { SchemaSet } from '../common/gate/schema-set.ts'
import { isJsonObject } from '../common/json.ts'
import { sprintProblems, wireProblems } from './gate-checks.ts'
import { SPRINT_FIELD } from './state/fields.ts'
import type { JiraField } from './state/model.ts'
import type { World } from './state/world.ts'

/** In what the editions' fields differ. */
export interface FieldRules {
  readonly schemaOf: (field: JiraField) => JsonSchema | undefined
  /** A sprint of the sprint field; default: an object. */
  readonly sprint?: (value: unknown, place: string) => Problem[]
}

/**
 * Fields of issues, which descriptions call a free map, are held against the field list that the simulator itself shows;
 * instants and changes against how Jira writes them.
 */
export const problemsOfIssues = (
  world: World,
  { operation, value, schemas, reply }: InspectedReply,
  rules: FieldRules,
): Problem[] => {
  if (reply.status !== 200) return []
  const found = wireProblems(value)
  if (!isJsonObject(value)) return found
  const check = new IssueCheck(world, schemas, rules)
  const issues = value['issues']
  if (Array.isArray(issues)) found.push(...issues.flatMap((issue, at) => check.issue(issue, `/issues/${at}`)))
  if (operation.endsWith('/issue/{issueIdOrKey}')) found.push(...check.issue(value, ''))
  return found
}

class IssueCheck {
  readonly #world: World
  readonly #schemas: SchemaSet
  readonly #rules: FieldRules

  constructor(world: World, schemas: SchemaSet, rules: FieldRules) {
    this.#world = world
    this.#schemas = schemas
    this.#rules = rules
  }

  issue(issue: unknown, place: string): Problem[] {
    if (!isJsonObject(issue)) return [{ place, problem: 'is no issue' }]
    if (typeof issue['id'] !== 'string' || !/^\d+$/.test(issue['id']))
      return [{ place: `${place}/id`, problem: 'the id of an issue is digits, as text' }]
    const { fields } = issue
    if (!isJsonObject(fields)) return []
    return Object.entries(fields).flatMap(([id, value]) => {
      const here = `${place}/fields/${id}`
      const field = this.#world.fields.get(id)
      if (field === undefined) return [{ place: here, problem: 'GET /field knows no such field' }]
      return this.#field(field, value, here)
    })
  }

  #field(field: JiraField, value: unknown, place: string): Problem[] {
    if (field.custom === SPRINT_FIELD) {
      if (value === null) return []
      if (!Array.isArray(value)) return [{ place, problem: 'must be a list of sprints' }]
      const check = this.#rules.sprint ?? sprintProblems
      return value.flatMap((sprint, at) => check(sprint, `${place}/${at}`))
    }
    const schema = this.#rules.schemaOf(field)
    if (schema === undefined) return [{ place, problem: `nobody knows values of the type ${field.type}` }]
    const validate = this.#schemas.strict(schema)
    if (validate(value)) return []
    return schemaProblems(validate.errors ?? [], value)
      .filter(({ problem }) => !problem.includes('must match format "date-time"') || field.type === 'date')
      .map((found) => ({ place: `${place}${found.place}`, problem: found.problem }))
  }
}
