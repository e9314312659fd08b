import type { FlowFact } from '@headless-pmo/sdk'
import { dayNumber, dayText } from '../earned-value/planned-value.ts'
import { instantText, timeOf } from '../time.ts'
import { itemFlow } from './item-flow.ts'
import type { ItemHistory } from './item-history.ts'
import { iterationFlow, type IterationStays } from './iteration-flow.ts'
import { percentile } from './percentile.ts'

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
export function projectFlow({ project, items, iterations }: ProjectHistory, now: number): FlowFact {
  const today = dayNumber(instantText(now))
  const monday = mondayOf(today)
  const from = monday - FLOW_WEEKS * 7
  const since = sinceWhen(items, now)
  const flows = items.flatMap((history) => itemFlow(history, now) ?? [])
  const finished = flows.flatMap(({ finished: at, cycleDays }) => {
    const day = at === undefined ? undefined : dayNumber(at)
    return day !== undefined && day >= from ? [{ day, cycleDays }] : []
  })
  const cycles = finished.flatMap(({ cycleDays }) => cycleDays ?? [])
  const [p50, p85, p95] = [0.5, 0.85, 0.95].map((share) => percentile(cycles, share))
  return {
    project,
    from: dayText(from),
    until: dayText(today + 1),
    ...(since !== undefined && { historySince: instantText(since) }),
    items: flows,
    ...(p50 !== undefined &&
      p85 !== undefined &&
      p95 !== undefined && { cycle: { samples: cycles.length, p50, p85, p95 } }),
    throughput: Array.from({ length: FLOW_WEEKS }, (_, index) => {
      const week = from + index * 7
      return {
        week: dayText(week),
        finished: finished.filter(({ day }) => day >= week && day < week + 7).length,
      }
    }),
    iterations: iterations
      .flatMap((one) => iterationFlow(one, now) ?? [])
      .toSorted((a, b) => (timeOf(a.start) ?? 0) - (timeOf(b.start) ?? 0)),
  }
}

/** The last of the times before which nothing is known of some item. */
function sinceWhen(items: readonly ItemHistory[], now: number): number | undefined {
  let last: number | undefined
  for (const { since } of items) {
    if (since !== undefined && since <= now) last = last === undefined ? since : Math.max(last, since)
  }
  return last
}
