import { breather } from '@headless-pmo/engine'
import type { ComputePool } from '../../../compute/index.ts'
import { isPmoError } from '../../../config/index.ts'
import type { CapacityFacts, OverAllocation } from '../../capacity/index.ts'
import type { ScheduledPortfolio } from '../../network/index.ts'
import { forecastEnds, type ForecastEnd } from '../forecast-ends.ts'
import { finishDate } from '../forecast-words.ts'
import { THROUGHPUT } from '../tasks.ts'
import { backlogsOf, type Backlog } from '../throughput/backlog.ts'
import { FEW_WEEKS } from '../throughput/tell-throughput.ts'
import { weeksAt } from '../throughput/throughput-forecast.ts'
import { weeklyThroughput } from '../throughput/weekly-throughput.ts'
import type { Doubt, Pace } from './doubt.ts'
import { findDoubts, type PeopleWord } from './find-doubts.ts'

/** Whoever knows demand and capacity. */
export interface PeopleSource {
  facts(): Promise<CapacityFacts>
  overAllocations(by: 'weeks'): Promise<readonly OverAllocation[]>
}

/** What doubts are looked for with. */
export interface DoubtParts {
  readonly compute: ComputePool
  readonly people: PeopleSource
  /** Weeks of the past that a pace is drawn from, at most. */
  readonly weeks: number
  readonly seed: number
  readonly iterations: number
}

/** Doubts about finishes, and what could not be looked at. */
export interface Doubts {
  readonly doubts: readonly Doubt[]
  /** Why nothing is known of people; absent: it is known. */
  readonly peopleUnknown?: string
}

/** Projects whose pace is looked at; more than that nobody reads. */
const MOST_ENDS = 100
const WEEK = 7 * 1440

/** Finds finishes that people will hardly keep. The pace of a schedule is kept with it. */
export class DoubtFinder {
  readonly #parts: DoubtParts
  readonly #paces = new WeakMap<ScheduledPortfolio, Map<string, Promise<Pace | undefined>>>()
  readonly #backlogs = new WeakMap<ScheduledPortfolio, Promise<ReadonlyMap<string, Backlog>>>()

  constructor(parts: DoubtParts) {
    this.#parts = parts
  }

  /**
   * Doubts about the finishes of a project, or of all and of the portfolio.
   *
   * @param finishOf the finish that is told, absolute minutes; default: the schedule's
   * @throws PmoError `not-found` for an unknown project
   */
  async find(
    scheduled: ScheduledPortfolio,
    project?: string,
    finishOf: (end: ForecastEnd) => number = (end) => end.scheduled,
  ): Promise<Doubts> {
    const all = await forecastEnds(scheduled, project, breather())
    const ends = all.filter(({ kind }) => kind === 'portfolio' || kind === 'project').slice(0, MOST_ENDS)
    const people = await this.#peopleWord()
    const paced = []
    for (const end of ends) {
      const pace = await this.#pace(scheduled, end.ref)
      const { ref, title, zone } = end
      const kind = end.kind === 'portfolio' ? ('portfolio' as const) : ('project' as const)
      paced.push({
        end: { kind, ref, title, zone, finish: finishOf(end) },
        ...(pace !== undefined && { pace }),
      })
    }
    const known = typeof people === 'string' ? undefined : people
    return {
      doubts: findDoubts(paced, known),
      ...(typeof people === 'string' && { peopleUnknown: people }),
    }
  }

  async #peopleWord(): Promise<PeopleWord | string> {
    const { people } = this.#parts
    try {
      const facts = await people.facts()
      return { facts, overAllocations: await people.overAllocations('weeks') }
    } catch (error) {
      if (!isPmoError(error)) throw error
      return error.message
    }
  }

  #pace(scheduled: ScheduledPortfolio, project: string): Promise<Pace | undefined> {
    const kept = this.#paces.get(scheduled) ?? new Map<string, Promise<Pace | undefined>>()
    this.#paces.set(scheduled, kept)
    const pace = kept.get(project) ?? this.#computePace(scheduled, project)
    kept.set(project, pace)
    pace.catch(() => kept.delete(project))
    return pace
  }

  async #computePace(scheduled: ScheduledPortfolio, project: string): Promise<Pace | undefined> {
    const { compute, weeks: most, seed, iterations } = this.#parts
    const backlogs = this.#backlogs.get(scheduled) ?? backlogsOf(scheduled.portfolio, breather())
    this.#backlogs.set(scheduled, backlogs)
    backlogs.catch(() => this.#backlogs.delete(scheduled))
    const backlog = (await backlogs).get(project)
    const now = Temporal.Instant.from(scheduled.asOf).epochMilliseconds / 60_000
    const { weeks } = weeklyThroughput(backlog?.finishes ?? [], { now, most })
    if (backlog === undefined || backlog.open === 0 || weeks.length < FEW_WEEKS) return undefined
    const request = { weeks, items: backlog.open, byWeeks: [], seed, iterations }
    const forecast = await compute.run(THROUGHPUT, request)
    const at = (share: number) => {
      const after = weeksAt(forecast, share, iterations)
      return after === undefined ? undefined : finishDate(now + after * WEEK, backlog.zone)
    }
    const [p50, p85] = [at(0.5), at(0.85)]
    return {
      items: backlog.open,
      weeks: weeks.length,
      ...(p50 !== undefined && { p50 }),
      ...(p85 !== undefined && { p85 }),
    }
  }
}
