import type { CalendarTable } from '../../working-time/index.ts'
import { toWorking } from '../../working-time/index.ts'
import { NODE_FLAGS, Rescheduler, type Network, type Schedule } from '../schedule/index.ts'

/** A project whose schedule is experimented on. */
export interface WhatIfProject {
  readonly project: string
  /** Its items that are no summaries. */
  readonly nodes: Int32Array
  /** Its calendar, in which what moves is counted. */
  readonly calendar: number
  /** Working minutes that make a day, by place of the nodes. */
  readonly minutesPerDay: Float64Array
}

/** What is experimented on: arrays and numbers, so that it reaches a thread without being copied. */
export interface WhatIfInput {
  readonly network: Network
  readonly table: CalendarTable
  readonly schedule: Schedule
  readonly projects: readonly WhatIfProject[]
}

/** What came of an experiment. Times are minutes since 1970-01-01T00:00Z, amounts minutes of working time. */
export interface WhatIfOutcome {
  readonly project: string
  readonly experiment: 'delay_first_critical' | 'double_longest_critical'
  readonly node: number
  readonly added: number
  readonly finishBefore: number
  readonly finishAfter: number
  readonly moved: number
}

/** Days that the critical path test of the DCMA adds (metric 12). */
const DELAY_DAYS = 600
/** Share of the critical path in which the task that is doubled is looked for. */
const EARLIEST = 1 / 5
const { inactive: INACTIVE, done: DONE, noEnd: NO_END } = NODE_FLAGS

/** Experiments on the schedules of projects: an item takes longer, and what becomes of the finish. Pure. */
export function whatIfs({ network, table, schedule, projects }: WhatIfInput): readonly WhatIfOutcome[] {
  const rescheduler = new Rescheduler({ network, calendars: table, schedule })
  const found: WhatIfOutcome[] = []
  for (const project of projects) {
    const ends = project.nodes.filter((node) => ((network.flags[node] ?? 0) & NO_END) === 0)
    const finishBefore = latestOf(ends, schedule.earlyFinish)
    if (!Number.isFinite(finishBefore)) continue
    for (const { experiment, node, added } of experimentsOn(project, { network, schedule })) {
      const duration = (network.duration[node] ?? 0) + added
      const left = network.remaining[node] ?? NaN
      const moved = rescheduler.reschedule([
        {
          kind: 'node',
          node,
          values: { duration, ...(!Number.isNaN(left) && { remaining: left + added }) },
        },
      ])
      const after = new Map([...moved.nodes].map((one, at) => [one, moved.earlyFinish[at] ?? NaN]))
      const finishAfter = latestOf(ends, { at: (one) => after.get(one) ?? schedule.earlyFinish[one] })
      const work = (time: number): number => toWorking(table, project.calendar, time)
      found.push({
        project: project.project,
        experiment,
        node,
        added,
        finishBefore,
        finishAfter,
        moved: work(finishAfter) - work(finishBefore),
      })
    }
  }
  return found
}

function experimentsOn(
  { nodes, minutesPerDay }: WhatIfProject,
  { network, schedule }: Pick<WhatIfInput, 'network' | 'schedule'>,
): readonly Pick<WhatIfOutcome, 'experiment' | 'node' | 'added'>[] {
  const path = [...nodes.keys()]
    .filter((at) => {
      const node = nodes[at] ?? 0
      return schedule.critical[node] === 1 && ((network.flags[node] ?? 0) & (INACTIVE | DONE)) === 0
    })
    .toSorted((one, other) => {
      const [a, b] = [nodes[one] ?? 0, nodes[other] ?? 0]
      return (schedule.earlyStart[a] ?? 0) - (schedule.earlyStart[b] ?? 0) || a - b
    })
  const first = path[0]
  if (first === undefined) return []
  const leftOf = (at: number): number => {
    const node = nodes[at] ?? 0
    const left = network.remaining[node] ?? NaN
    return Number.isNaN(left) ? (network.duration[node] ?? 0) : left
  }
  const early = path.slice(0, Math.max(1, Math.ceil(path.length * EARLIEST)))
  const [longest] = early.toSorted((one, other) => leftOf(other) - leftOf(one))
  const delayed = {
    experiment: 'delay_first_critical',
    node: nodes[first] ?? 0,
    added: DELAY_DAYS * (minutesPerDay[first] ?? 480),
  } as const
  // What takes no time cannot take twice as long.
  if (longest === undefined || leftOf(longest) === 0) return [delayed]
  return [
    delayed,
    { experiment: 'double_longest_critical', node: nodes[longest] ?? 0, added: leftOf(longest) },
  ]
}

function latestOf(nodes: Int32Array, column: { readonly at: (node: number) => number | undefined }): number {
  let latest = -Infinity
  for (const node of nodes) {
    const finish = column.at(node) ?? NaN
    if (finish > latest) latest = finish
  }
  return latest
}
