import { findProject } from '../state/lookup.ts'
import type { IndexDocument, JiraUser } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { jqlInstant, type JqlMoment } from './dates.ts'
import { searchable, type Searchable } from './fields.ts'
import { JqlError } from './jql-error.ts'
import type { JqlCondition, JqlOperand, JqlOperator } from './parse.ts'

export type Matcher = (document: IndexDocument) => boolean

/** On whose behalf a query runs, and on what. */
export interface JqlScope extends JqlMoment {
  readonly world: World
  readonly caller: JiraUser | null
}

type Clause = Extract<JqlCondition, { kind: 'clause' }>

/** Turns a condition into a test of documents. Throws JqlError on names and values that are not there. */
export const compile = (condition: JqlCondition, scope: JqlScope): Matcher => {
  if (condition.kind === 'clause') return compileClause(condition, scope)
  if (condition.kind === 'not') {
    const part = compile(condition.part, scope)
    return (document) => !part(document)
  }
  const parts = condition.parts.map((part) => compile(part, scope))
  return condition.kind === 'and'
    ? (document) => parts.every((part) => part(document))
    : (document) => parts.some((part) => part(document))
}

const unsupported = (clause: Clause): never => {
  throw new JqlError(`The operator '${clause.operator}' is not supported by the '${clause.field}' field.`)
}

const compileClause = (clause: Clause, scope: JqlScope): Matcher => {
  const field = searchable(scope.world, clause.field)
  if (field === 'updated' || field === 'created' || field === 'resolved')
    return compareInstant(clause, scope, (document) => document[field])
  if (field === 'due')
    return compareInstant(clause, scope, ({ dueDate }) => (dueDate === null ? null : Date.parse(dueDate)))
  if (field === 'summary') return compareText(clause)
  return field === 'rank' ? unsupported(clause) : compareSet(clause, scope, field)
}

const compareInstant = (
  clause: Clause,
  scope: JqlScope,
  of: (document: IndexDocument) => number | null,
): Matcher => {
  const { operator, operands } = clause
  if (operator === 'is') return (document) => of(document) === null
  if (operator === 'is not') return (document) => of(document) !== null
  const [operand] = operands
  if (operand === undefined || operands.length > 1) return unsupported(clause)
  const wanted = jqlInstant(operand, clause.field, scope)
  const compare = COMPARISONS[operator]
  if (compare === undefined) return unsupported(clause)
  return (document) => {
    const value = of(document)
    return value !== null && compare(value, wanted)
  }
}

const COMPARISONS: Partial<Record<JqlOperator, (value: number, wanted: number) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '!=': (value, wanted) => value !== wanted,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
}

const compareText = (clause: Clause): Matcher => {
  const [operand] = clause.operands
  if (operand?.kind !== 'literal' || !['~', '!~'].includes(clause.operator)) return unsupported(clause)
  const words = operand.value.toLowerCase().split(/\s+/)
  const matches: Matcher = ({ summary }) => {
    const text = summary.toLowerCase()
    return words.every((word) => text.includes(word.replace(/\*$/, '')))
  }
  return clause.operator === '~' ? matches : (document) => !matches(document)
}

type SetField = Exclude<Searchable, 'updated' | 'created' | 'resolved' | 'due' | 'summary' | 'rank'>

const VALUES: Readonly<Record<SetField, (document: IndexDocument, world: World) => readonly string[]>> = {
  id: ({ id }) => [id],
  project: ({ projectId }) => [projectId],
  status: ({ statusId }) => [statusId],
  statusCategory: ({ statusId }, world) => [world.statuses.get(statusId)?.category ?? 'undefined'],
  type: ({ typeId }) => [typeId],
  priority: ({ priorityId }) => (priorityId === null ? [] : [priorityId]),
  resolution: ({ resolutionId }) => (resolutionId === null ? [] : [resolutionId]),
  parent: ({ parentId }) => (parentId === null ? [] : [parentId]),
  sprint: ({ sprintIds }) => sprintIds,
  assignee: ({ assignee }) => (assignee === null ? [] : [assignee]),
  reporter: ({ reporter }) => (reporter === null ? [] : [reporter]),
  labels: ({ labels }) => labels,
  component: ({ componentIds }) => componentIds,
  fixVersion: ({ fixVersionIds }) => fixVersionIds,
}

const compareSet = (clause: Clause, scope: JqlScope, field: SetField): Matcher => {
  const { operator, operands } = clause
  const { world } = scope
  const valuesOf = VALUES[field]
  const isEmpty: Matcher = (document) => valuesOf(document, world).length === 0
  if (operator === 'is') return isEmpty
  if (operator === 'is not') return (document) => !isEmpty(document)
  if (!['=', '!=', 'in', 'not in'].includes(operator)) return unsupported(clause)
  const wanted = new Set<string>()
  let empty = false
  for (const operand of operands)
    if (operand.kind === 'empty') empty = true
    else for (const value of resolveOperand(clause, scope, field, operand)) wanted.add(value)
  const matches: Matcher = (document) =>
    (empty && isEmpty(document)) || valuesOf(document, world).some((value) => wanted.has(value))
  if (operator === '=' || operator === 'in') return matches
  // A field without a value is on neither side.
  return (document) => !isEmpty(document) && !matches(document)
}

type Given = Exclude<JqlOperand, { kind: 'empty' }>

/** Ids that an operand stands for: a name may mean several. */
const resolveOperand = (
  clause: Clause,
  scope: JqlScope,
  field: SetField,
  operand: Given,
): readonly string[] => {
  if (operand.kind === 'call') return callFunction(scope, field, operand)
  const { value } = operand
  const ids = FINDERS[field](scope.world, value)
  if (ids.length > 0) return ids
  if (field === 'id' || field === 'parent')
    throw new JqlError(`An issue with key '${value}' does not exist for field '${clause.field}'.`)
  if (field === 'labels') return [value]
  throw new JqlError(`The value '${value}' does not exist for the field '${clause.field}'.`)
}

const callFunction = (
  { world, caller }: JqlScope,
  field: SetField,
  call: Extract<JqlOperand, { kind: 'call' }>,
): readonly string[] => {
  const name = call.name.toLowerCase()
  if (name === 'currentuser' && (field === 'assignee' || field === 'reporter'))
    return caller === null ? [] : [caller.name]
  const state = { opensprints: 'active', closedsprints: 'closed', futuresprints: 'future' }[name]
  if (field === 'sprint' && state !== undefined)
    return [...world.sprints.values()].filter((sprint) => sprint.state === state).map(({ id }) => id)
  throw new JqlError(`Unable to find JQL function '${call.name}()'.`)
}

const CATEGORIES: Readonly<Record<string, string>> = {
  'to do': 'new',
  new: 'new',
  'in progress': 'indeterminate',
  indeterminate: 'indeterminate',
  done: 'done',
}

type Finder = (world: World, value: string) => readonly string[]

const named = (list: Iterable<{ readonly id: string; readonly name: string }>, value: string): string[] =>
  [...list]
    .filter(({ id, name }) => id === value || name.toLowerCase() === value.toLowerCase())
    .map(({ id }) => id)

const findIssue: Finder = (world, value) => {
  const issue = world.issueKeys.get(value.toUpperCase()) ?? world.issues.get(value)
  return issue === undefined || issue.deleted || issue.hidden ? [] : [issue.id]
}

const findPeople: Finder = (world, value) =>
  [...world.users.values()]
    .filter(({ name, key, accountId }) => [name, key, accountId].includes(value))
    .map(({ name }) => name)

const FINDERS: Readonly<Record<SetField, Finder>> = {
  id: findIssue,
  parent: findIssue,
  project: (world, value) => {
    const project =
      findProject(world, value) ?? [...world.projects.values()].find(({ name }) => name === value)
    return project === undefined || project.deleted || project.hidden ? [] : [project.id]
  },
  status: (world, value) => named(world.statuses.values(), value),
  statusCategory: (_world, value) => {
    const key = CATEGORIES[value.toLowerCase()]
    return key === undefined ? [] : [key]
  },
  type: (world, value) => named(world.issueTypes.values(), value),
  priority: (world, value) => named(world.priorities.values(), value),
  resolution: (world, value) => named(world.resolutions.values(), value),
  sprint: (world, value) => named(world.sprints.values(), value),
  component: (world, value) =>
    named(
      [...world.projects.values()].flatMap(({ components }) => components),
      value,
    ),
  fixVersion: (world, value) =>
    named(
      [...world.projects.values()].flatMap(({ versions }) => versions),
      value,
    ),
  assignee: findPeople,
  reporter: findPeople,
  labels: (_world, value) => [value],
}
