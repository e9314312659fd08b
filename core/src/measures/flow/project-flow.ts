import type { FlowFact, FlowItem } from '@headless-pmo/sdk'
import { dayNumber, dayText } from '../earned-value/planned-value.ts'
import { atOnce, type Steps } from '../steps.ts'
import { instantText, timeOf } from '../time.ts'
import { itemFlow } from './item-flow.ts'
import type { ItemHistory } from './item-history.ts'
import { iterationFlow, type IterationStays } from './iteration-flow.ts'
import { nearestRank } from './percentile.ts'

/** What the flow of a project is made of. */
export interface ProjectHistory {
  readonly project: string
  /** Leaf items that are work. */
  readonly items: readonly ItemHistory[]
  readonly iterations: readonly IterationStays[]
}

/** Whole weeks that percentiles and throughput are taken from: about a quarter. */
export const FLOW_WEEKS = 13

/** The Monday of the week of a day; 1970-01-01 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7)
}

/**
 * The flow of work through a project at a time: work in progress, ages, cycle times, throughput (the Kanban Guide's measures) and
 * what became of its iterations.
 * @param now milliseconds since 1970
 */
export function projectFlow(history: ProjectHistory, now: number): FlowFact {
  return atOnce(projectFlowSteps(history, now))
}

/** As {@link projectFlow}, with stops for projects of any size. */
export function* projectFlowSteps(
  { project, items, iterations }: ProjectHistory,
  now: number,
): Steps<FlowFact> {
  const today = dayNumber(instantText(now))
  const monday = mondayOf(today)
  const from = monday - FLOW_WEEKS * 7
  const since = sinceWhen(items, now)
  const flows: FlowItem[] = []
  const days: number[] = []
  for (const history of items) {
    yield
    const flow = itemFlow(history, now)
    if (flow === undefined) continue
    flows.push(flow)
    if (flow.finished === undefined || dayNumber(flow.finished) < from) continue
    if (flow.cycleDays !== undefined) days.push(flow.cycleDays)
  }
  const cycles = Float64Array.from(days).toSorted()
  const [p50, p85, p95] = [0.5, 0.85, 0.95].map((share) => nearestRank(cycles, share))
  return {
    project,
    from: dayText(from),
    until: dayText(today + 1),
    ...(since !== undefined && { historySince: instantText(since) }),
    items: flows,
    ...(p50 !== undefined &&
      p85 !== undefined &&
      p95 !== undefined && { cycle: { samples: cycles.length, p50, p85, p95 } }),
    throughput: yield* throughputSteps(flows, now),
    iterations: iterations
      .flatMap((one) => iterationFlow(one, now) ?? [])
      .toSorted((a, b) => (timeOf(a.start) ?? 0) - (timeOf(b.start) ?? 0)),
  }
}

/** Items finished in each of the last whole weeks before a time, the oldest first. @param now milliseconds since 1970 */
export function* throughputSteps(
  flows: Iterable<Pick<FlowItem, 'finished'> | undefined>,
  now: number,
): Steps<FlowFact['throughput']> {
  const from = mondayOf(dayNumber(instantText(now))) - FLOW_WEEKS * 7
  const counts = Array.from({ length: FLOW_WEEKS }, () => 0)
  for (const flow of flows) {
    yield
    if (flow?.finished === undefined) continue
    const week = Math.floor((dayNumber(flow.finished) - from) / 7)
    const count = counts[week]
    if (count !== undefined) counts[week] = count + 1
  }
  return counts.map((finished, week) => ({ week: dayText(from + week * 7), finished }))
}

/** The last of the times before which nothing is known of some item. */
function sinceWhen(items: readonly ItemHistory[], now: number): number | undefined {
  let last: number | undefined
  for (const { since } of items) {
    if (since !== undefined && since <= now) last = last === undefined ? since : Math.max(last, since)
  }
  return last
}
