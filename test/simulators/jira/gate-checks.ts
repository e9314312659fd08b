import type { Problem } from '../common/gate/exchange.ts'
import { isJsonObject } from '../common/json.ts'

/** Keys whose values are instants, wherever they stand. */
const INSTANTS = new Set([
  'created',
  'updated',
  'started',
  'resolutiondate',
  'statuscategorychangedate',
  'serverTime',
  'buildDate',
])
const CHANGE_SIDES = ['from', 'fromString', 'to', 'toString'] as const
const JIRA_INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}[+-]\d{4}$/

/** Instants in Jira's form, and sides of changes that are text or null: what the description cannot say. */
export const wireProblems = (value: unknown, place = ''): Problem[] => {
  if (Array.isArray(value)) return value.flatMap((part, at) => wireProblems(part, `${place}/${at}`))
  if (!isJsonObject(value)) return []
  const problems: Problem[] = []
  for (const [key, part] of Object.entries(value)) {
    const here = `${place}/${key}`
    if (INSTANTS.has(key) && part !== null && !(typeof part === 'string' && JIRA_INSTANT.test(part)))
      problems.push({ place: here, problem: `${JSON.stringify(part)} is no instant as Jira writes it` })
    // `names` and `schema` of a search have the ids of fields as keys.
    if (key !== 'names' && key !== 'schema') problems.push(...wireProblems(part, here))
  }
  if (typeof value['field'] === 'string' && typeof value['fieldtype'] === 'string')
    for (const side of CHANGE_SIDES) {
      const part: unknown = Object.hasOwn(value, side) ? value[side] : null
      if (part !== null && typeof part !== 'string')
        problems.push({
          place: `${place}/${side}`,
          problem: `${JSON.stringify(part)} is neither text nor null`,
        })
    }
  return problems
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(Z|[+-]\d{2}:\d{2})$/
const STATES = new Set(['future', 'active', 'closed'])
type Check = (value: unknown) => boolean
const isText: Check = (value) => typeof value === 'string'
const isWhole: Check = (value) => Number.isInteger(value)
const isIso: Check = (value) => typeof value === 'string' && ISO.test(value)

const SPRINT: Readonly<Record<string, Check>> = {
  id: isWhole,
  self: isText,
  name: isText,
  state: (value) => typeof value === 'string' && STATES.has(value),
  boardId: isWhole,
  originBoardId: isWhole,
  goal: isText,
  startDate: isIso,
  endDate: isIso,
  completeDate: isIso,
  activatedDate: isIso,
  synced: (value) => typeof value === 'boolean',
  autoStartStop: (value) => typeof value === 'boolean',
}

/** A sprint, in the agile API or in an issue. */
export const sprintProblems = (value: unknown, place: string): Problem[] => {
  if (!isJsonObject(value)) return [{ place, problem: 'is no sprint' }]
  const problems = ['id', 'name', 'state']
    .filter((key) => value[key] === undefined)
    .map((key) => ({ place, problem: `a sprint without ${key}` }))
  for (const [key, part] of Object.entries(value))
    if (SPRINT[key]?.(part) !== true)
      problems.push({
        place: `${place}/${key}`,
        problem: `${JSON.stringify(part)} is nothing that a sprint has`,
      })
  return problems
}

const PAGE: Readonly<Record<string, Check>> = {
  maxResults: isWhole,
  startAt: isWhole,
  total: isWhole,
  isLast: (value) => typeof value === 'boolean',
  values: Array.isArray,
}

/** A page of the agile API whose rows the description leaves open. */
export const agilePageProblems = (
  value: unknown,
  row: (value: unknown, place: string) => Problem[],
): Problem[] => {
  if (!isJsonObject(value)) return [{ place: '', problem: 'is no page' }]
  const problems = ['maxResults', 'startAt', 'isLast', 'values']
    .filter((key) => value[key] === undefined)
    .map((key) => ({ place: '', problem: `a page without ${key}` }))
  for (const [key, part] of Object.entries(value))
    if (PAGE[key]?.(part) !== true)
      problems.push({ place: `/${key}`, problem: `${JSON.stringify(part)} is nothing that a page has` })
  const { values } = value
  return [
    ...problems,
    ...(Array.isArray(values) ? values.flatMap((one, at) => row(one, `/values/${at}`)) : []),
  ]
}
