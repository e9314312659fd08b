import {
  cite,
  type Evidence,
  type FlowFact,
  type Iteration,
  type RecordKey,
  type Sourced,
} from '@headless-pmo/sdk'
import { daysSince, someDays } from '../work/days.ts'
import { recordId } from '../work/record-id.ts'
import type { Item } from '../work/work-item.ts'

export type FlowIteration = FlowFact['iterations'][number]

/** Setting: how long a closed iteration is looked at. */
export const windowDays = someDays(42, 'Days after its end for which an iteration is judged')

/** Iterations that run, and those that were closed within the window. */
export function recentIterations(flow: FlowFact, today: string, window: number): readonly FlowIteration[] {
  return flow.iterations.filter(
    ({ state, end }) => state === 'active' || (end !== undefined && daysSince(end, today) <= window),
  )
}

/** Whether it began at a time of which nothing is known, so that what it took on is not. */
export function isUnseen({ start }: FlowIteration, { historySince }: FlowFact): boolean {
  return historySince !== undefined && Date.parse(historySince) > Date.parse(start)
}

/** Cites an iteration and items of it. */
type Citing = (iteration: FlowIteration, items: readonly RecordKey[]) => readonly Evidence[]

/** Cites iterations and items as far as their records are there; the project where that of the iteration is not. */
export function citing(
  iterations: readonly Sourced<Iteration>[],
  items: readonly Item[],
  project: string,
): Citing {
  const sprints = new Map(iterations.map((one) => [recordId(one), one]))
  const there = new Map(items.map((item) => [recordId(item), item]))
  return ({ iteration }, keys) => {
    const sprint = sprints.get(recordId(iteration))
    return [
      ...(sprint === undefined ? [{ project }] : cite(sprint)),
      ...keys.flatMap((key) => {
        const item = there.get(recordId(key))
        return item === undefined ? [] : cite(item, 'status')
      }),
    ]
  }
}
