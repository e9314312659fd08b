import { breather } from '@headless-pmo/engine'
import type { IndicatorFact } from '@headless-pmo/sdk'
import { PmoError, type PortfolioDefinition, type ProjectDefinition } from '../config/index.ts'
import { pastInstant } from '../coordination/index.ts'
import type { Database } from '../database/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import type { OrganisationService } from '../people/index.ts'
import { workingTerms } from '../people/index.ts'
import {
  allBaselineRows,
  keptBaselines,
  scopesOf,
  type FiguredProject,
  type FiguresService,
  type Indicator,
} from '../portfolio/index.ts'
import type { BudgetLines } from './budget/budget-periods.ts'
import { budgetTold } from './budget/tell-budget.ts'
import { bookedDays } from './curves/booked-queries.ts'
import type { BookedDays } from './curves/value-curves.ts'
import { deliveriesOf, mergedChangesOf } from './delivery/delivery-queries.ts'
import { deliveryFigures, productionOf } from './delivery/delivery.ts'
import { deliveryTold } from './delivery/tell-delivery.ts'
import { earnedScheduleTold } from './earned-schedule/tell-schedule.ts'
import { projectValueSteps, type ProjectValue } from './earned-value/project-value.ts'
import { earnedValueTold } from './earned-value/tell-value.ts'
import type { WorkingTimeUntil } from './earned-value/planned-value.ts'
import { workingTimeOf } from './earned-value/working-time.ts'
import { figureFact, figureIndicator, type Figure } from './figure.ts'
import { projectFlowSteps, type ProjectHistory } from './flow/project-flow.ts'
import type { FlowService } from './flow/service.ts'
import { flowTold } from './flow/tell-flow.ts'
import type { MeasureFamily } from './measure-family.ts'
import type { MeasuredProject } from './measured-project.ts'
import type { MeasureFacts } from './measure-facts.ts'
import type { ProjectItems } from './project-items.ts'
import { projectFacts } from './project-facts-queries.ts'
import { MS_A_DAY } from './time.ts'
import { withBreaths } from './with-breaths.ts'

export interface MeasureParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly figures: Pick<FiguresService, 'projects'>
  readonly organisation: Pick<OrganisationService, 'current'>
  readonly flow: FlowService
  readonly items: ProjectItems
  /** Budget of a project as the PMO keeps it, as it is now. */
  readonly budget: (project: string) => Promise<BudgetLines>
  readonly now: () => Temporal.Instant
}

/** A project with what was measured of it. */
export interface Measured {
  readonly project: { readonly id: string; readonly name: string }
  readonly indicators: readonly Indicator[]
}

/** Days that figures of delivery are made of: about a quarter, as those of flow. */
const DELIVERY_DAYS = 91
const MOST_BASELINES = 1000

/** What is measured of projects: earned value, earned schedule, budget, flow and delivery. */
export class MeasureService implements MeasureFacts {
  readonly #parts: MeasureParts

  constructor(parts: MeasureParts) {
    this.#parts = parts
  }

  /**
   * All figures of a project, now or as it was.
   * @throws PmoError `not-found`; `invalid-request` for a wrong instant
   */
  async measures(
    id: string,
    question: { readonly asOf?: string; readonly family?: MeasureFamily } = {},
  ): Promise<Measured> {
    const { family } = question
    const { found, asOf } = await this.found(id, question.asOf)
    const figures = await this.#figures(found, asOf, family)
    const context = { project: id, asOf: found.asOf }
    // What the PMO keeps itself does not grow old with a tracker.
    const money = (await this.#budget(id, asOf, family)).map((figure) =>
      figureIndicator(figure, { project: id, asOf: [] }),
    )
    return {
      project: { id, name: found.project.name },
      indicators: [...figures.map((figure) => figureIndicator(figure, context)), ...money],
    }
  }

  /**
   * A project as it is measured, now or then, and the instant that is meant.
   * @throws PmoError `not-found`; `invalid-request` for a wrong instant
   */
  async found(
    id: string,
    when?: string,
  ): Promise<{
    readonly found: MeasuredProject
    /** Absent: now. */
    readonly asOf: string | undefined
    readonly instant: Temporal.Instant
  }> {
    const asOf = when === undefined ? undefined : pastInstant(when, this.#parts.now()).toString()
    const all = await this.#projects(asOf)
    const found = all.find(({ project }) => project.id === id)
    if (found !== undefined) return { found, asOf, instant: this.#then(asOf) }
    const known = all.map(({ project }) => project.id)
    const rest = known.length === 0 ? 'there is no project yet' : `known: ${known.join(', ')}`
    throw new PmoError('not-found', `There is no project "${id.slice(0, 80)}"; ${rest}.`)
  }

  async indicators(projects: readonly string[]): Promise<readonly IndicatorFact[]> {
    const all = new Map((await this.#projects()).map((one) => [one.project.id, one]))
    const facts: IndicatorFact[] = []
    for (const id of new Set(projects)) {
      const found = all.get(id)
      if (found === undefined) continue
      const context = { project: id, asOf: found.asOf }
      for (const figure of await this.#figures(found)) facts.push(figureFact(figure, context))
    }
    return facts
  }

  async #figures(measured: MeasuredProject, asOf?: string, family?: MeasureFamily): Promise<Figure[]> {
    const isAsked = (one: MeasureFamily): boolean => family === undefined || family === one
    const figures: Figure[] = []
    const breathe = breather()
    if (isAsked('earned-value') || isAsked('earned-schedule')) {
      const value = await this.value(measured, asOf)
      await breathe()
      if (isAsked('earned-value')) figures.push(...earnedValueTold(value))
      await breathe()
      if (isAsked('earned-schedule')) figures.push(...earnedScheduleTold(value))
      await breathe()
    }
    if (isAsked('flow')) figures.push(...(await this.#flow(measured, asOf)))
    if (isAsked('delivery')) figures.push(...(await this.#delivery(measured, asOf)))
    return figures
  }

  /** Of now alone: checks have the budget itself, and what it was once is told by its versions. */
  async #budget(id: string, asOf: string | undefined, family: MeasureFamily | undefined): Promise<Figure[]> {
    if (family !== undefined && family !== 'budget') return []
    if (asOf !== undefined) {
      if (family === undefined) return []
      throw new PmoError('invalid-request', 'The budget is told as it is now; leave out the day.')
    }
    return budgetTold(await this.#parts.budget(id), this.#then(asOf).toString().slice(0, 10))
  }

  /** The value of a project's work, now or then. */
  async value(
    measured: MeasuredProject,
    asOf: string | undefined,
  ): Promise<ProjectValue & { readonly worked: WorkingTimeUntil }> {
    const { database, organisation } = this.#parts
    const { project, portfolio } = measured
    const { facts, parents } = await projectFacts(database.root, measured, await this.#items(measured), asOf)
    const baseline = await this.#baseline(project.id, asOf)
    const { calendar } = workingTerms(await organisation.current(), undefined, { zone: 'UTC' })
    const { currency, rates = [] } = portfolio ?? {}
    const worked = workingTimeOf(calendar)
    const value = await withBreaths(
      projectValueSteps({
        project,
        facts,
        parents,
        today: this.#then(asOf).toString().slice(0, 10),
        worked,
        ...(baseline !== undefined && { baseline }),
        ...(currency !== undefined && {
          rates: {
            currency,
            rates: rates.map(({ source, ...rate }) => ({ ...rate, ...(source !== undefined && { source }) })),
          },
        }),
      }),
    )
    return { ...value, worked }
  }

  /** The baseline that counted then, with its rows. */
  async #baseline(id: string, asOf: string | undefined) {
    const { root } = this.#parts.database
    const kept = await keptBaselines(root, {
      scope: { kind: 'project', id },
      kind: 'baseline',
      limit: MOST_BASELINES,
    })
    const then = this.#then(asOf).epochMilliseconds
    const found = kept.find(({ at }) => Date.parse(at) <= then)
    if (found === undefined) return undefined
    return { number: found.number, name: found.name, rows: await allBaselineRows(root, found.id) }
  }

  async #flow({ all, index }: MeasuredProject, asOf: string | undefined): Promise<Figure[]> {
    const now = this.#then(asOf).epochMilliseconds
    const history = await this.#parts.flow.history(all, index, now)
    const names = new Map(history.items.map((one) => [`${one.item.connection}\n${one.item.ref}`, one]))
    const breathe = breather()
    const flow = await withBreaths(projectFlowSteps(history, now))
    await breathe()
    return flowTold(flow, ({ connection, ref }) => names.get(`${connection}\n${ref}`))
  }

  /** Only where there are deployments. */
  async #delivery(measured: MeasuredProject, asOf: string | undefined): Promise<Figure[]> {
    const { root } = this.#parts.database
    const deliveries = await deliveriesOf(root, measured.project)
    if (deliveries.length === 0) return []
    const until = this.#then(asOf).epochMilliseconds
    const production = productionOf(deliveries.map(({ environment }) => environment))
    if (production === undefined) return deliveryTold(undefined)
    const changes = await mergedChangesOf(root, await this.#items(measured))
    return deliveryTold(
      deliveryFigures(
        deliveries.filter(({ environment }) => production.has(environment)),
        changes,
        { from: until - DELIVERY_DAYS * MS_A_DAY, until },
      ),
    )
  }

  /** Time booked on the items of a project up to a time, by item and day. */
  async booked(measured: MeasuredProject, then: Temporal.Instant): Promise<BookedDays> {
    return bookedDays(this.#parts.database.root, await this.#items(measured), then.epochMilliseconds)
  }

  /** The ways of the items of a project up to a time. */
  history({ all, index }: MeasuredProject, then: Temporal.Instant): Promise<ProjectHistory> {
    return this.#parts.flow.history(all, index, then.epochMilliseconds)
  }

  #items({ all, index }: MeasuredProject): Promise<readonly number[]> {
    return this.#parts.items.of(this.#parts.database.root, all.map(scopesOf), index)
  }

  #then(asOf: string | undefined): Temporal.Instant {
    return asOf === undefined ? this.#parts.now() : Temporal.Instant.from(asOf)
  }

  /** All projects with how old their sources are, now or then. */
  async #projects(asOf?: string): Promise<MeasuredProject[]> {
    const figured: readonly FiguredProject[] = await this.#parts.figures.projects(
      asOf === undefined ? {} : { asOf },
    )
    const all: readonly ProjectDefinition[] = figured.map(({ project }) => project)
    // Bodies passed their schemas when they were written.
    const portfolios = (await this.#parts.definitions.list('portfolio')).map(
      ({ id, body }) => ({ ...body, id }) as unknown as PortfolioDefinition,
    )
    const programs = new Map(
      (await this.#parts.definitions.list('program')).map(({ id, body }) => [id, body['portfolio']]),
    )
    const only = portfolios.length === 1 ? portfolios[0] : undefined
    return figured.map(({ project, indicators }, index) => {
      const home =
        project.portfolio ?? (project.program === undefined ? undefined : programs.get(project.program))
      const portfolio = portfolios.find(({ id }) => id === home) ?? only
      return {
        project,
        index,
        all,
        asOf: indicators[0]?.asOf ?? [],
        ...(portfolio !== undefined && { portfolio }),
      }
    })
  }
}
