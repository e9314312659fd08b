import { breather } from '@headless-pmo/engine'
import type { ScheduledPortfolio } from '../../coordination/index.ts'
import { toldProblem } from '../../coordination/index.ts'

/** Nodes or links that are looked at between two looks at the clock. */
const STRIDE = 512

/** What belongs to a project, by its id. */
interface Found {
  readonly nodes: Map<string, number[]>
  readonly links: Map<string, number[]>
  readonly rings: Map<string, (readonly number[])[]>
  readonly marks: Map<string, number>
  /** By node: why it has no dates. */
  readonly reasons: Map<number, ScheduledPortfolio['schedule']['problems'][number]>
}

/** By the dates that they are of: those of items that are only called otherwise are the same ones. */
const built = new WeakMap<ScheduledPortfolio['schedule'], Promise<ScheduleIndex>>()

/** Which nodes and links of a schedule belong to each project, and a mark of what it says of them. Built once a schedule. */
export class ScheduleIndex {
  readonly scheduled: ScheduledPortfolio
  readonly #found: Found

  private constructor(scheduled: ScheduledPortfolio, found: Found) {
    this.scheduled = scheduled
    this.#found = found
  }

  static async of(scheduled: ScheduledPortfolio): Promise<ScheduleIndex> {
    const { schedule } = scheduled
    let known = built.get(schedule)
    if (known === undefined) {
      known = ScheduleIndex.#build(scheduled)
      built.set(schedule, known)
      known.catch(() => built.delete(schedule))
    }
    const index = await known
    return index.scheduled === scheduled ? index : new ScheduleIndex(scheduled, index.#found)
  }

  static async #build(scheduled: ScheduledPortfolio): Promise<ScheduleIndex> {
    const index = new ScheduleIndex(scheduled, {
      nodes: new Map(),
      links: new Map(),
      rings: new Map(),
      marks: new Map(),
      reasons: new Map(),
    })
    const breathe = breather()
    for (const [at, { kind, project }] of scheduled.portfolio.nodes.entries()) {
      if (at % STRIDE === 0) await breathe()
      if (kind !== 'workItem' || project === undefined) continue
      push(index.#found.nodes, project, at)
      index.#markNode(project, at)
    }
    for (const [at, { from, to }] of scheduled.portfolio.links.entries()) {
      if (at % STRIDE === 0) await breathe()
      for (const project of index.#projectsOf([from, to])) {
        push(index.#found.links, project, at)
        index.#markLink(project, at)
      }
    }
    for (const [at, problem] of scheduled.schedule.problems.entries()) {
      if (at % STRIDE === 0) await breathe()
      if (problem.kind === 'cycle')
        for (const project of index.#projectsOf(problem.nodes))
          push(index.#found.rings, project, problem.nodes)
      // What has no dates says why; most problems leave the dates as they are.
      if ('node' in problem && Number.isNaN(scheduled.schedule.earlyStart[problem.node] ?? NaN))
        index.#found.reasons.set(problem.node, problem)
    }
    return index
  }

  /** Numbers of the items of a project. */
  nodesOf(project: string): readonly number[] {
    return this.#found.nodes.get(project) ?? []
  }

  /** Numbers of the links with an end in a project. */
  linksOf(project: string): readonly number[] {
    return this.#found.links.get(project) ?? []
  }

  /** Rings that go through a project. */
  ringsOf(project: string): readonly (readonly number[])[] {
    return this.#found.rings.get(project) ?? []
  }

  reasonOf(node: number): string | undefined {
    const problem = this.#found.reasons.get(node)
    return problem === undefined ? undefined : toldProblem(this.scheduled, problem).sentence
  }

  /** A text that is another one when the dates, floats or links of a project are. */
  markOf(project: string): string {
    const rings = JSON.stringify(this.ringsOf(project).length)
    return `${this.nodesOf(project).length}.${this.linksOf(project).length}.${rings}.${(this.#found.marks.get(project) ?? 0).toString(36)}`
  }

  *#projectsOf(nodes: readonly number[]): Generator<string> {
    const seen = new Set<string>()
    for (const node of nodes) {
      const project = this.scheduled.portfolio.nodes[node]?.project
      if (project === undefined || seen.has(project)) continue
      seen.add(project)
      yield project
    }
  }

  #markNode(project: string, node: number): void {
    const { schedule, portfolio } = this.scheduled
    const { network } = portfolio
    let mark = this.#found.marks.get(project) ?? 0
    for (const column of [
      schedule.earlyStart,
      schedule.earlyFinish,
      schedule.lateStart,
      schedule.lateFinish,
      schedule.totalFloat,
      schedule.freeFloat,
      network.duration,
      network.remaining,
    ])
      mark = mixed(mark, column[node] ?? NaN)
    this.#found.marks.set(
      project,
      mixed(mark, (network.calendar[node] ?? 0) * 2 + (schedule.critical[node] ?? 0)),
    )
  }

  #markLink(project: string, link: number): void {
    const { network, links, nodes } = this.scheduled.portfolio
    const { earlyFinish, earlyStart } = this.scheduled.schedule
    const { origin, from, to } = links[link] ?? { origin: 'tracker', from: -1, to: -1 }
    let mark = this.#found.marks.get(project) ?? 0
    // A hand-off tells when the other side has it, whichever project that is.
    mark = mixed(mixed(mark, earlyFinish[from] ?? NaN), earlyStart[to] ?? NaN)
    mark = mixed(mark, (network.type[link] ?? 0) * 8 + (network.lagKind[link] ?? 0))
    mark = mixed(mark, network.lag[link] ?? NaN)
    for (const end of [origin, nodes[from]?.ref ?? '', nodes[to]?.ref ?? ''])
      for (let at = 0; at < end.length; at++) mark = mixed(mark, end.charCodeAt(at))
    this.#found.marks.set(project, mark)
  }
}

const float = new Float64Array(1)
const words = new Int32Array(float.buffer)

/** Mixes a number into a mark of 53 bits (after the way cyrb53 does). */
function mixed(mark: number, value: number): number {
  float[0] = value
  let high = Math.floor(mark / 0x1_0000_0000) ^ (words[1] ?? 0)
  let low = mark ^ (words[0] ?? 0)
  high = Math.imul(high ^ (high >>> 15) ^ (low << 5), 0x9e37_79b1)
  low = Math.imul(low ^ (low >>> 13) ^ (high << 7), 0x85eb_ca77)
  return (high & 0x1f_ffff) * 0x1_0000_0000 + (low >>> 0)
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
