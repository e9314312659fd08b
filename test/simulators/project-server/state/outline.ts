import type { Plan, Task } from './model.ts'

export const ZERO_GUID = '00000000-0000-0000-0000-000000000000'

/** Where a task stands in its plan. */
export interface Place {
  readonly task: Readonly<Task>
  /** 1 for the tasks at the top. */
  readonly level: number
  /** `1.2.3` */
  readonly outline: string
  /** Row number, from 1. */
  readonly index: number
  readonly summary: boolean
}

/** The tasks of a plan from top to bottom, each below its parent, in the order in which they are listed. */
export const placesOf = ({ tasks }: Pick<Plan, 'tasks'>): Place[] => {
  const below = new Map<string | null, Task[]>()
  const ids = new Set(tasks.map(({ id }) => id))
  for (const task of tasks) {
    const parent = task.parent !== null && ids.has(task.parent) ? task.parent : null
    const siblings = below.get(parent) ?? []
    siblings.push(task)
    below.set(parent, siblings)
  }
  const places: Place[] = []
  const walk = (parent: string | null, prefix: string, level: number): void => {
    for (const [at, task] of (below.get(parent) ?? []).entries()) {
      const outline = `${prefix}${at + 1}`
      places.push({ task, level, outline, index: places.length + 1, summary: below.has(task.id) })
      walk(task.id, `${outline}.`, level + 1)
    }
  }
  walk(null, '', 1)
  return places
}
