import type { WhatIfFact } from '@headless-pmo/sdk'
import type { ComputePool } from '../../compute/index.ts'
import { WHAT_IFS, type WhatIfOutcome, type WhatIfProject } from '../../coordination/index.ts'
import { joinTables, localTimeOf } from '../../working-time/index.ts'
import { mainCalendar, usualDay, zoneOf } from './pack-schedule.ts'
import type { ScheduleIndex } from './schedule-index.ts'

/** Experiments on the schedules of projects; what is known of a schedule that has not changed is kept. */
export class WhatIfs {
  readonly #compute: ComputePool
  /** By project, with the mark of the schedule that was experimented on. */
  readonly #kept = new Map<string, { readonly mark: string; readonly facts: readonly WhatIfFact[] }>()

  constructor(compute: ComputePool) {
    this.#compute = compute
  }

  /** The facts of projects, by id; all that are not known are computed at once, in the pool. */
  async of(
    index: ScheduleIndex,
    projects: readonly string[],
  ): Promise<ReadonlyMap<string, readonly WhatIfFact[]>> {
    const open = projects.filter((project) => this.#kept.get(project)?.mark !== index.markOf(project))
    if (open.length > 0) {
      const { portfolio, schedule } = index.scheduled
      const outcomes = await this.#compute.run(WHAT_IFS, {
        network: portfolio.network,
        table: joinTables(portfolio.calendars.map(({ table }) => table)),
        schedule: { ...schedule, problems: [] },
        projects: open.map((project) => asked(index, project)),
      })
      const found = Map.groupBy(outcomes, ({ project }) => project)
      for (const project of open) {
        const facts = (found.get(project) ?? []).map((outcome) => factOf(index, outcome))
        this.#kept.set(project, { mark: index.markOf(project), facts: facts.flat() })
      }
    }
    return new Map(projects.map((project) => [project, this.#kept.get(project)?.facts ?? []]))
  }
}

function asked(index: ScheduleIndex, project: string): WhatIfProject {
  const { portfolio, statusTime } = index.scheduled
  const { network, calendars } = portfolio
  const own = index.nodesOf(project)
  const parents = new Set(own.map((node) => network.parent[node] ?? -1))
  const nodes = own.filter((node) => !parents.has(node))
  const days = new Map<number, number>()
  const dayOf = (calendar: number): number => {
    const known = days.get(calendar)
    if (known !== undefined) return known
    const found = calendars[calendar]
    const minutes = found === undefined ? 480 : usualDay(found, statusTime)
    days.set(calendar, minutes)
    return minutes
  }
  return {
    project,
    nodes: Int32Array.from(nodes),
    calendar: mainCalendar(index.scheduled, nodes),
    minutesPerDay: Float64Array.from(nodes, (node) => dayOf(network.calendar[node] ?? 0)),
  }
}

function factOf(index: ScheduleIndex, outcome: WhatIfOutcome): WhatIfFact[] {
  const { scheduled } = index
  const node = scheduled.portfolio.nodes[outcome.node]
  if (node === undefined) return []
  const zone = zoneOf(scheduled, outcome.node)
  return [
    {
      project: outcome.project,
      experiment: outcome.experiment,
      item: { connection: node.connection, kind: 'workItem', ref: node.ref },
      added: outcome.added,
      finishBefore: localTimeOf(outcome.finishBefore, zone),
      finishAfter: localTimeOf(outcome.finishAfter, zone),
      moved: outcome.moved,
    },
  ]
}
