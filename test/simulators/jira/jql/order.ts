import type { IndexDocument } from '../state/model.ts'
import type { World } from '../state/world.ts'
import { searchable, type Searchable } from './fields.ts'
import { JqlError } from './jql-error.ts'
import type { JqlOrder } from './parse.ts'

export type SortValue = string | number
export type Comparison = (left: IndexDocument, right: IndexDocument) => number

const MAX_ORDER_FIELDS = 7

const KEYS: Readonly<Record<Searchable, (document: IndexDocument, world: World) => SortValue>> = {
  id: ({ id }) => Number(id),
  project: ({ projectId }, world) => world.projects.get(projectId)?.key ?? '',
  updated: ({ updated }) => updated,
  created: ({ created }) => created,
  resolved: ({ resolved }) => resolved ?? Infinity,
  due: ({ dueDate }) => dueDate ?? '~',
  status: ({ statusId }) => Number(statusId),
  statusCategory: ({ statusId }, world) => world.statuses.get(statusId)?.category ?? '',
  type: ({ typeId }) => Number(typeId),
  priority: ({ priorityId }) => Number(priorityId ?? Infinity),
  resolution: ({ resolutionId }) => Number(resolutionId ?? Infinity),
  parent: ({ parentId }) => Number(parentId ?? Infinity),
  sprint: ({ sprintIds }) => Number(sprintIds.at(-1) ?? Infinity),
  assignee: ({ assignee }) => assignee ?? '~',
  reporter: ({ reporter }) => reporter ?? '~',
  labels: ({ labels }) => labels.join(' '),
  component: ({ componentIds }) => Number(componentIds[0] ?? Infinity),
  fixVersion: ({ fixVersionIds }) => Number(fixVersionIds[0] ?? Infinity),
  // As long as a title may be at Jira; the rest of a longer one sorts nothing.
  summary: ({ summary }) => summary.slice(0, 255),
  rank: ({ rank }) => rank,
}

const byKey = (document: IndexDocument): number => Number(document.key.split('-')[1] ?? 0)

/** How a query's rows are sorted; equal ones, and all without an order, newest first. */
export const comparisonOf = (orderBy: readonly JqlOrder[], world: World): Comparison => {
  if (orderBy.length > MAX_ORDER_FIELDS)
    throw new JqlError(`The maximum number of fields in an ORDER BY clause is ${MAX_ORDER_FIELDS}.`)
  const rules = orderBy.map(({ field, descending }) => {
    const kind = searchable(world, field)
    const key = KEYS[kind]
    const sign = descending ? -1 : 1
    return (left: IndexDocument, right: IndexDocument): number => {
      if (kind === 'id') {
        const [one, other] = [
          world.projects.get(left.projectId)?.key ?? '',
          world.projects.get(right.projectId)?.key ?? '',
        ]
        if (one !== other) return one < other ? -sign : sign
        return sign * (byKey(left) - byKey(right))
      }
      const [one, other] = [key(left, world), key(right, world)]
      return one === other ? 0 : one < other ? -sign : sign
    }
  })
  return (left, right) => {
    for (const rule of rules) {
      const order = rule(left, right)
      if (order !== 0) return order
    }
    return Number(right.id) - Number(left.id)
  }
}
