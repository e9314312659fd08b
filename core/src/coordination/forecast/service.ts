import { breather } from '@headless-pmo/engine'
import type { ComputePool } from '../../compute/index.ts'
import { PmoError, type ForecastSettings, type ProjectDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { Definition, DefinitionService } from '../../definitions/index.ts'
import { countRecords } from '../../records/index.ts'
import { joinTables, minutesOf } from '../../working-time/index.ts'
import { gapsOf, scheduledThen, type PortfolioSchedules, type ScheduledPortfolio } from '../network/index.ts'
import { DoubtFinder, type Doubts, type PeopleSource } from './doubts/doubt-finder.ts'
import { forecastEnds, type ForecastEnd } from './forecast-ends.ts'
import type { Forecast, ForecastQuestion, Simulated } from './forecast-result.ts'
import { PastRatios } from './history/past-ratios.ts'
import { Uncertainty } from './history/uncertainty.ts'
import { keepRisk, keptRisks, endRisk } from './risks/queries.ts'
import { placedRisks } from './risks/placed-risks.ts'
import type { ForecastRisk, KeptRisk } from './risks/kept-risk.ts'
import { runSimulation } from './run-simulation.ts'
import { statedEstimates } from './stated-estimates.ts'
import { tellForecast } from './tell-forecast.ts'
import { THROUGHPUT } from './tasks.ts'
import { backlogOf } from './throughput/backlog.ts'
import {
  tellThroughput,
  type ThroughputAnswer,
  type ThroughputQuestion,
} from './throughput/tell-throughput.ts'
import { weeklyThroughput } from './throughput/weekly-throughput.ts'

/** What the service stands on. */
export interface ForecastParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly schedules: PortfolioSchedules
  readonly compute: ComputePool
  readonly settings: ForecastSettings
  /** Whoever knows how much time people have. */
  readonly people: PeopleSource
}

/** Seed of those who name none: the same question has the same answer. */
const SEED = 1
const ITERATIONS = 5000
const LEAST_SAMPLES = 10
const WEEKS = 26
/** Finishes that are kept in memory at once, 8 bytes each. */
const MOST_FINISHES = 25_000_000
/** Why nothing speaks against dates of the past. */
const OF_THE_PAST = 'What people have to do is weighed against dates of now alone.'
/** Answers that are kept until the records change. */
const MOST_KEPT = 8

/** Forecasts: by simulation over the network, and by throughput. */
export class ForecastService {
  readonly #parts: ForecastParts
  readonly #kept = new Map<string, Promise<Simulated>>()
  readonly #doubts: DoubtFinder

  constructor(parts: ForecastParts) {
    this.#parts = parts
    const { compute, people, settings } = parts
    this.#doubts = new DoubtFinder({
      compute,
      people,
      weeks: settings.throughputWeeks ?? WEEKS,
      seed: SEED,
      iterations: settings.iterations ?? ITERATIONS,
    })
  }

  /**
   * When projects and milestones will be finished, with which chance, and what decides about it.
   *
   * One of the past stands on the schedule, the commitments and the risks of then; what speaks against its dates is not told.
   *
   * @throws PmoError `not-found` for an unknown project; `invalid-request` for more iterations than fit, and for what is no
   * time of the past
   */
  async forecast(question: ForecastQuestion): Promise<Forecast> {
    const scheduled = await scheduledThen(this.#parts.schedules, question.asOf)
    const gaps = gapsOf(scheduled)
    const then = gaps === undefined ? undefined : scheduled.asOf
    const kept =
      question.withoutKeptRisks === true
        ? []
        : await keptRisks(this.#parts.database.root, then === undefined ? {} : { at: then })
    const projects = await this.#projects(then)
    const versions = projects.map(({ id, version }) => `${id}@${version}`)
    const { feedPosition, asOf, statusTime } = scheduled
    const key = JSON.stringify([question, feedPosition, asOf, statusTime, kept, versions])
    const made = this.#kept.get(key) ?? this.#simulate(scheduled, { question, kept, projects, past: then })
    this.#kept.set(key, made)
    made.catch(() => this.#kept.delete(key))
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
    const forecast = await made
    if (gaps !== undefined) return { ...forecast, gaps, doubts: [], peopleUnknown: OF_THE_PAST }
    // People and their time change without the records.
    const p90 = new Map(
      forecast.ends.map(({ kind, ref, p90: { at } }) => [
        `${kind}\n${ref}`,
        Temporal.Instant.from(at).epochMilliseconds / 60_000,
      ]),
    )
    const doubts = await this.#doubts.find(
      scheduled,
      question.project,
      (end) => p90.get(`${end.kind}\n${end.ref}`) ?? end.scheduled,
    )
    return { ...forecast, ...doubts }
  }

  /**
   * Why finishes of the schedule may be told too early: people are not levelled in it.
   *
   * @throws PmoError `not-found` for an unknown project
   */
  async doubts(project?: string): Promise<Doubts & { readonly asOf: string }> {
    const scheduled = await this.#parts.schedules.current()
    return { asOf: scheduled.asOf, ...(await this.#doubts.find(scheduled, project)) }
  }

  /**
   * When a backlog is worked off if the team goes on as it did: without any estimates.
   *
   * @returns without dates and with the reason where nothing was finished yet
   * @throws PmoError `not-found` for an unknown project
   */
  async throughput(question: ThroughputQuestion): Promise<ThroughputAnswer> {
    const scheduled = await scheduledThen(this.#parts.schedules, question.asOf)
    const gaps = gapsOf(scheduled)
    const backlog = backlogOf(scheduled.portfolio, question.project)
    const now = Temporal.Instant.from(scheduled.asOf).epochMilliseconds / 60_000
    const most = question.weeks ?? this.#parts.settings.throughputWeeks ?? WEEKS
    const { weeks } = weeklyThroughput(backlog.finishes, { now, most })
    const { seed = SEED, iterations = this.#parts.settings.iterations ?? ITERATIONS } = question
    const items = question.items ?? backlog.open
    if (weeks.length === 0) {
      const where = question.project === undefined ? '' : ` in ${question.project}`
      return {
        asOf: scheduled.asOf,
        ...(question.project !== undefined && { project: question.project }),
        seed,
        iterations,
        items,
        throughput: [],
        unknown: `Nothing was finished in the last ${most} weeks${where}, so that no throughput can go on; ask for more weeks, or for a forecast of the network.`,
        chances: [],
        assumptions: [],
        ...(gaps !== undefined && { gaps }),
      }
    }
    const by = question.by === undefined ? undefined : minutesOf(question.by, backlog.zone) + 1440
    const byWeeks = by === undefined ? [] : [Math.max(0, Math.floor((by - now) / (7 * 1440)))]
    const forecast = await this.#parts.compute.run(THROUGHPUT, { weeks, items, byWeeks, seed, iterations })
    const told = tellThroughput({
      forecast,
      question,
      backlog,
      weeks,
      now,
      items,
      seed,
      iterations,
      asOf: scheduled.asOf,
    })
    return gaps === undefined ? told : { ...told, gaps }
  }

  /** Risks that all forecasts count, the newest first. */
  risks(ended: boolean): Promise<readonly KeptRisk[]> {
    return keptRisks(this.#parts.database.root, { ended })
  }

  /** Keeps a risk for all forecasts. @throws PmoError `not-found` where it is on no item that is known */
  async addRisk(risk: ForecastRisk & { readonly note?: string; readonly by: string }): Promise<KeptRisk> {
    const { portfolio } = await this.#parts.schedules.current()
    const [{ unknown } = { unknown: [] }] = await placedRisks(portfolio, [risk])
    if (unknown.length > 0)
      throw new PmoError(
        'not-found',
        `The risk is on ${unknown.map((name) => `"${name.slice(0, 80)}"`).join(', ')}, which is no item; name items by key or connection/ref.`,
      )
    const id = await this.#parts.database.transaction((tx) => keepRisk(tx, risk))
    return this.#risk(id)
  }

  /** Forecasts count a risk no more. @throws PmoError `not-found` */
  async endRisk(id: string, by: string): Promise<KeptRisk> {
    const done =
      /^\d{1,15}$/.test(id) && (await this.#parts.database.transaction((tx) => endRisk(tx, id, by)))
    if (done) return this.#risk(id)
    throw new PmoError(
      'not-found',
      `There is no risk "${id.slice(0, 20)}" that still counts; pmo forecast risks lists them.`,
    )
  }

  async #risk(id: string): Promise<KeptRisk> {
    const found = (await this.risks(true)).find((risk) => risk.id === id)
    if (found === undefined) throw new Error(`The risk ${id} was kept and is not there.`)
    return found
  }

  async #simulate(
    scheduled: ScheduledPortfolio,
    {
      question,
      kept,
      projects,
      past,
    }: {
      readonly question: ForecastQuestion
      readonly kept: readonly KeptRisk[]
      readonly projects: readonly Definition[]
      /** Instant of the past that is asked about. */
      readonly past: string | undefined
    },
  ): Promise<Simulated> {
    const { settings, compute } = this.#parts
    const { portfolio, schedule, statusTime } = scheduled
    const ends = withCommitments(projects, await forecastEnds(scheduled, question.project, breather()))
    const iterations = question.iterations ?? settings.iterations ?? ITERATIONS
    if (ends.length * iterations > MOST_FINISHES)
      throw new PmoError(
        'invalid-request',
        `${iterations} iterations for ${ends.length} projects and milestones are too many at once; ask for ${Math.floor(MOST_FINISHES / ends.length)} at most, or for one project.`,
      )
    const uncertainty = await this.#uncertainty(scheduled, past)
    const trackerRisks =
      past === undefined ? await countRecords(this.#parts.database.root, { kind: 'risk' }) : 0
    const risks = await placedRisks(portfolio, [...(question.risks ?? []), ...kept])
    const seed = question.seed ?? SEED
    const correlation = question.correlation ?? settings.correlation ?? 0
    const request = {
      network: portfolio.network,
      calendars: joinTables(
        portfolio.calendars.map(({ table }) => table),
        { shared: true },
      ),
      early: { start: schedule.earlyStart, finish: schedule.earlyFinish, driver: schedule.driver },
      defaultStart: statusTime,
      links: schedule.order.predecessorLinks,
      parent: schedule.order.parent,
      ends: ends.map(({ nodes }) => ({ nodes: Int32Array.from(nodes) })),
      risks: risks.map(({ risk: { probability, impact }, nodes }) => ({
        probability,
        // Impacts are days of 8 hours.
        shape: uncertainty.shapeOf({ kind: 'triangular', ...unitImpact(impact) }),
        offset: impact.low * 480,
        scale: (impact.high - impact.low) * 480,
        nodes,
      })),
      durations: uncertainty.durations(),
      shapes: uncertainty.shapes,
      correlation,
    }
    const byOf = (zone: string): readonly number[] =>
      question.by === undefined ? [] : [minutesOf(question.by, zone) + 1440]
    const projectOf = mainEnds(ends)
    const result = await runSimulation(compute, {
      request,
      seed,
      iterations,
      chancesOf: ends.map(({ scheduled: finish, deadline, zone }) => [
        finish,
        deadline ?? Number.NaN,
        ...byOf(zone),
      ]),
      // A path to a milestone alone decides about no finish.
      criticalEnds: ends.filter(({ kind }) => kind !== 'milestone').length,
      mainEnd: (node) => projectOf.get(node) ?? 0,
    })
    return tellForecast(
      {
        scheduled,
        question,
        ends,
        uncertainty,
        risks,
        trackerRisks,
        result,
        seed,
        iterations,
        correlation,
        projectOf,
      },
      breather(),
    )
  }

  async #uncertainty({ portfolio }: ScheduledPortfolio, then?: string): Promise<Uncertainty> {
    const { settings, database } = this.#parts
    const stated = await statedEstimates(database.root, portfolio, settings.threePoint, then)
    const past = new PastRatios(portfolio, settings.minimumSamples ?? LEAST_SAMPLES)
    const { spread } = settings
    const uncertainty = new Uncertainty({ portfolio, past, stated, ...(spread !== undefined && { spread }) })
    const breathe = breather()
    for (const part of [past, uncertainty])
      for (let node = 0; node < portfolio.nodes.length; node += 1) {
        part.add(node)
        await breathe()
      }
    return uncertainty
  }

  #projects(then: string | undefined): Promise<readonly Definition[]> {
    const { definitions } = this.#parts
    return then === undefined ? definitions.list('project') : definitions.listAt('project', then)
  }
}

/** What was promised of projects: the end of the day that was agreed. */
function withCommitments(
  projects: readonly Definition[],
  ends: readonly ForecastEnd[],
): readonly ForecastEnd[] {
  const committed = new Map(
    projects.map(({ id, body }) => {
      // It passed the schema when it was written.
      const { committedFinish } = body as Omit<ProjectDefinition, 'id'>
      return [id, committedFinish]
    }),
  )
  return ends.map((end) => {
    const day = end.kind === 'project' ? committed.get(end.ref) : undefined
    return day === undefined ? end : { ...end, deadline: minutesOf(day, end.zone) + 1440 }
  })
}

/** The shape of an impact between 0 and 1; its place is the risk's own. */
function unitImpact({ low, likely, high }: ForecastRisk['impact']) {
  return { low: 0, likely: high > low ? (likely - low) / (high - low) : 0.5, high: 1 }
}

/** The end that a node's part is measured by: its own project's, else the first of the question. */
function mainEnds(ends: readonly ForecastEnd[]): ReadonlyMap<number, number> {
  const main = new Map<number, number>()
  for (const [at, { kind, nodes }] of ends.entries())
    if (kind !== 'milestone' && kind !== 'portfolio') for (const node of nodes) main.set(node, at)
  return main
}
