import type { ComputePool } from '../../compute/index.ts'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { OrganisationService, PersonsService } from '../../people/index.ts'
import { allBaselineRows, keptBaselines, type Baseline, type BaselineRow } from '../../portfolio/index.ts'
import { planRecords } from '../capacity/index.ts'
import { gapsOf, scheduledThen, type PastGaps, type PortfolioSchedules } from '../network/index.ts'
import { assignedPeople } from './assigned-people.ts'
import type { Figures } from './figures.ts'
import { namedPromises, type NamedPromise, type PromisingBaseline } from './named-promise.ts'
import { prepareView, type ImpactView } from './prepare-view.ts'
import { resolveSteps } from './resolve-steps.ts'
import { SIMULATE } from './simulate-task.ts'
import type { ScenarioStep } from './step.ts'
import { summarise } from './summarise.ts'
import type { ImpactSummary } from './summary.ts'

/** Baselines and plans that are looked through for those that count. */
const MOST_BASELINES = 500

export interface ImpactParts {
  readonly database: Database
  readonly schedules: PortfolioSchedules
  readonly definitions: Pick<DefinitionService, 'list' | 'listAt'>
  readonly persons: Pick<PersonsService, 'everybody'>
  readonly organisation: Pick<OrganisationService, 'current' | 'at'>
  readonly compute: ComputePool
}

/** When a question is meant, and for how long anybody waits for the answer. */
export interface ImpactQuestion {
  /** A day of the past or an instant; absent: now. */
  readonly asOf?: string
  readonly signal?: AbortSignal
}

/** What comes out of supposing something, and what it stands on. */
export interface Impact {
  /** Until when the data was known, instant. */
  readonly asOf: string
  /** Position of the change feed. */
  readonly feedPosition: string
  /** Tells the dates that it stands on from others. */
  readonly basis: string
  readonly summary: ImpactSummary
  /** What nothing tells of about a time in the past; absent: it is of now. */
  readonly gaps?: PastGaps
}

/** An impact with what is needed to keep all of its dates. */
export interface ComputedImpact extends Impact {
  readonly view: ImpactView
  readonly figures: Figures
}

/** Answers what would move if something were otherwise. It touches nothing: neither trackers nor what is kept of them. */
export class ImpactService {
  readonly #parts: ImpactParts
  #view: KeptView | undefined
  /** The view of the past that was asked for last. */
  #past: KeptView | undefined

  constructor(parts: ImpactParts) {
    this.#parts = parts
  }

  /**
   * What moves when all of these steps hold; of a time in the past, what would have moved.
   * @throws PmoError `invalid-request` for names that lead nowhere, and for what is no time of the past
   */
  async whatIf(steps: readonly ScenarioStep[], question: ImpactQuestion = {}): Promise<Impact> {
    const { asOf, feedPosition, basis, summary, gaps } = await this.compute(steps, question)
    return { asOf, feedPosition, basis, summary, ...(gaps !== undefined && { gaps }) }
  }

  /** The same with all dates. @throws PmoError `invalid-request` */
  async compute(
    steps: readonly ScenarioStep[],
    { withDates = false, ...question }: ImpactQuestion & { readonly withDates?: boolean } = {},
  ): Promise<ComputedImpact> {
    const view = await this.view(question)
    const { signal } = question
    const gaps = gapsOf(view.scheduled)
    const resolved = resolveSteps(view, steps)
    const promises = await this.#promises(view)
    const figures = await this.#parts.compute.run(
      SIMULATE,
      {
        base: view.base,
        steps: resolved,
        promises: promises.map(({ node, project, by }) => ({ node, project, by })),
        withDates,
      },
      signal === undefined ? {} : { signal },
    )
    const { asOf, feedPosition } = view.scheduled
    return {
      asOf,
      feedPosition,
      basis: view.basis,
      view,
      figures,
      summary: summarise(figures, { view, steps, promises }),
      ...(gaps !== undefined && { gaps }),
    }
  }

  /**
   * The portfolio as scenarios see it, or saw it; kept until the schedule or the people change.
   * @throws PmoError `invalid-request` for what is no time of the past
   */
  async view({ asOf, signal }: ImpactQuestion = {}): Promise<ImpactView> {
    const { schedules, persons, organisation, database } = this.#parts
    const scheduled = await scheduledThen(schedules, asOf, signal)
    const then = gapsOf(scheduled) === undefined ? undefined : scheduled.asOf
    const everybody = await persons.everybody()
    const kept = then === undefined ? this.#view : this.#past
    if (kept?.view.scheduled === scheduled && kept.stamp === everybody.stamp) return kept.view
    const assigned = await assignedPeople(scheduled.portfolio, {
      everybody,
      organisation: await (then === undefined ? organisation.current() : organisation.at(then)),
      plans: await planRecords(database.root, then === undefined ? {} : { asOf: then }),
    })
    const view = await prepareView(scheduled, everybody, {
      options: { defaultStart: scheduled.statusTime },
      assigned,
    })
    const made = { stamp: everybody.stamp, view }
    if (then === undefined) this.#view = made
    else this.#past = made
    return view
  }

  async #promises(view: ImpactView): Promise<readonly NamedPromise[]> {
    const { definitions: kept } = this.#parts
    const then = gapsOf(view.scheduled) === undefined ? undefined : view.scheduled.asOf
    const definitions = then === undefined ? await kept.list('project') : await kept.listAt('project', then)
    // It passed the schema when it was written.
    const projects = definitions.map(({ id, body }) => ({ ...body, id }) as ProjectDefinition)
    return namedPromises(view, projects, await this.#baselines(then))
  }

  /** Baselines and plans that count now, or did at an instant, with their milestones and projects. */
  async #baselines(then?: string): Promise<readonly PromisingBaseline[]> {
    const { root } = this.#parts.database
    const kept = await keptBaselines(root, { limit: MOST_BASELINES })
    const found: PromisingBaseline[] = []
    for (const baseline of kept) {
      if (!isCounting(baseline, then)) continue
      const rows = await allBaselineRows(root, baseline.id)
      found.push({ baseline, rows: rows.filter(isPromise) })
    }
    return found
  }
}

function isCounting({ at: capturedAt, supersededAt }: Baseline, then: string | undefined): boolean {
  if (then === undefined) return supersededAt === undefined
  const asked = Date.parse(then)
  return Date.parse(capturedAt) <= asked && (supersededAt === undefined || Date.parse(supersededAt) > asked)
}

interface KeptView {
  readonly stamp: string
  readonly view: ImpactView
}

function isPromise({ kind, isMilestone }: BaselineRow): boolean {
  return kind !== 'workItem' || isMilestone === true
}
