import type { WhatIfFact } from '@headless-pmo/sdk'
import type { ComputePool } from '../../compute/index.ts'
import { WHAT_IFS, zoneOfNode, type WhatIfOutcome, type WhatIfProject } from '../../coordination/index.ts'
import { joinTables, localTimeOf } from '../../working-time/index.ts'
import { mainCalendar, usualDay } from './pack-schedule.ts'
import type { ScheduleIndex } from './schedule-index.ts'

/** Projects that a thread experiments on at least: to open the schedule of all for fewer would take longer. */
const FEWEST = 25

interface Kept {
  /** Of the schedule that was experimented on. */
  readonly mark: string
  readonly facts: Promise<readonly WhatIfFact[]>
}

/**
 * Experiments on the schedules of projects; what is known of a schedule that has not changed is kept. Who asks for what is
 * being computed waits for it: units are judged several at a time, and all of them ask.
 */
export class WhatIfs {
  readonly #compute: ComputePool
  readonly #kept = new Map<string, Kept>()

  constructor(compute: ComputePool) {
    this.#compute = compute
  }

  /**
   * The facts of some projects, by id.
   * @param all whatever is not known of these is computed at once, in the pool
   */
  async of(
    index: ScheduleIndex,
    projects: readonly string[],
    all: readonly string[] = projects,
  ): Promise<ReadonlyMap<string, readonly WhatIfFact[]>> {
    const isOpen = (project: string): boolean => this.#kept.get(project)?.mark !== index.markOf(project)
    // Each of a thousand units asks: all are looked through by the first of them alone.
    const open = projects.some(isOpen) ? all.filter(isOpen) : []
    const size = Math.max(FEWEST, Math.ceil(open.length / this.#compute.threads))
    for (let at = 0; at < open.length; at += size) this.#experiment(index, open.slice(at, at + size))
    const found = new Map<string, readonly WhatIfFact[]>()
    for (const project of projects) found.set(project, (await this.#kept.get(project)?.facts) ?? [])
    return found
  }

  #experiment(index: ScheduleIndex, projects: readonly string[]): void {
    const { portfolio, schedule } = index.scheduled
    const outcomes = this.#compute.run(WHAT_IFS, {
      network: portfolio.network,
      table: joinTables(portfolio.calendars.map(({ table }) => table)),
      schedule: { ...schedule, problems: [] },
      projects: projects.map((project) => asked(index, project)),
    })
    const grouped = outcomes.then((all) => Map.groupBy(all, ({ project }) => project))
    for (const project of projects) {
      const facts = grouped.then((found) =>
        (found.get(project) ?? []).flatMap((outcome) => factOf(index, outcome)),
      )
      const kept = { mark: index.markOf(project), facts }
      this.#kept.set(project, kept)
      // What failed is tried again by whoever asks next.
      facts.catch(() => {
        if (this.#kept.get(project) === kept) this.#kept.delete(project)
      })
    }
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
  const zone = zoneOfNode(scheduled.portfolio, outcome.node)
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
