import type { ComputePool } from '../../compute/index.ts'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import type { OrganisationService, PersonsService } from '../../people/index.ts'
import { allBaselineRows, keptBaselines, type BaselineRow } from '../../portfolio/index.ts'
import { planRecords } from '../capacity/index.ts'
import type { PortfolioSchedules } from '../network/index.ts'
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
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly persons: Pick<PersonsService, 'everybody'>
  readonly organisation: Pick<OrganisationService, 'current'>
  readonly compute: ComputePool
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
}

/** An impact with what is needed to keep all of its dates. */
export interface ComputedImpact extends Impact {
  readonly view: ImpactView
  readonly figures: Figures
}

/** Answers what would move if something were otherwise. It touches nothing: neither trackers nor what is kept of them. */
export class ImpactService {
  readonly #parts: ImpactParts
  #view: { readonly stamp: string; readonly view: ImpactView } | undefined

  constructor(parts: ImpactParts) {
    this.#parts = parts
  }

  /** What moves when all of these steps hold. @throws PmoError `invalid-request` for names that lead nowhere */
  async whatIf(steps: readonly ScenarioStep[], signal?: AbortSignal): Promise<Impact> {
    const { asOf, feedPosition, basis, summary } = await this.compute(steps, signal)
    return { asOf, feedPosition, basis, summary }
  }

  /** The same with all dates. @throws PmoError `invalid-request` */
  async compute(
    steps: readonly ScenarioStep[],
    signal?: AbortSignal,
    withDates = false,
  ): Promise<ComputedImpact> {
    const view = await this.view(signal)
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
    }
  }

  /** The portfolio as scenarios see it now; kept until the schedule or the people change. */
  async view(signal?: AbortSignal): Promise<ImpactView> {
    const scheduled = await this.#parts.schedules.current(signal === undefined ? {} : { signal })
    const everybody = await this.#parts.persons.everybody()
    const kept = this.#view
    if (kept?.view.scheduled === scheduled && kept.stamp === everybody.stamp) return kept.view
    const assigned = await assignedPeople(scheduled.portfolio, {
      everybody,
      organisation: await this.#parts.organisation.current(),
      plans: await planRecords(this.#parts.database.root),
    })
    const view = await prepareView(scheduled, everybody, {
      options: { defaultStart: scheduled.statusTime },
      assigned,
    })
    this.#view = { stamp: everybody.stamp, view }
    return view
  }

  async #promises(view: ImpactView): Promise<readonly NamedPromise[]> {
    const definitions = await this.#parts.definitions.list('project')
    // It passed the schema when it was written.
    const projects = definitions.map(({ id, body }) => ({ ...body, id }) as ProjectDefinition)
    return namedPromises(view, projects, await this.#baselines())
  }

  /** Baselines and plans that count now, with their milestones and projects. */
  async #baselines(): Promise<readonly PromisingBaseline[]> {
    const { root } = this.#parts.database
    const kept = await keptBaselines(root, { limit: MOST_BASELINES })
    const found: PromisingBaseline[] = []
    for (const baseline of kept) {
      if (baseline.supersededAt !== undefined) continue
      const rows = await allBaselineRows(root, baseline.id)
      found.push({ baseline, rows: rows.filter(isPromise) })
    }
    return found
  }
}

function isPromise({ kind, isMilestone }: BaselineRow): boolean {
  return kind !== 'workItem' || isMilestone === true
}
