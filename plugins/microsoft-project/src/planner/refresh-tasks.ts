import { type Gone, type Page, type RefreshContext } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import type { Graph } from '../graph/client.ts'
import { peopleAlong } from './people.ts'
import type { PlanData } from './plans.ts'
import { namedTasks, readTask, type ReadTask } from './task-items.ts'
import type { TaskItem } from './wire/task.ts'

/** Reads named tasks again. One that is in a plan which is not read any more is out of scope. */
export async function* refreshTasks<Cursor>(
  graph: Graph,
  { items, parts, page }: RefreshContext<Config, TaskItem, Cursor, PlanData>,
): AsyncGenerator<Page<TaskItem, Cursor>> {
  const plans = new Map(parts.map((part) => [part.key, part.data]))
  const { found, gone } = await namedTasks(
    graph,
    items.flatMap(({ ref }) => ref ?? []),
  )
  const left: Gone[] = [...gone]
  const byPlan = new Map<string, ReadTask[]>()
  const people = new Set<string>()
  for (const { row, details } of found) {
    const plan = plans.get(row.planId ?? '')
    if (plan === undefined) {
      left.push({ ref: row.id, reason: 'out_of_scope' })
      continue
    }
    const read = readTask(row, details, plan.categories)
    for (const person of read.people) people.add(person)
    byPlan.set(plan.id, [...(byPlan.get(plan.id) ?? []), read])
  }
  for (const [part, read] of byPlan) yield page({ items: read.map(({ item }) => item), part })
  if (left.length > 0 || people.size > 0)
    yield page({ items: [], gone: left, along: await peopleAlong(graph, people) })
}
