import { breather } from '@headless-pmo/engine'
import { PmoError, type PortfolioDefinition, type ProgramDefinition } from '../config/index.ts'
import type { Database } from '../database/index.ts'
import type { DefinitionService } from '../definitions/index.ts'
import { portfolioOf, type BaselineService, type FiguresService, type Indicator } from '../portfolio/index.ts'
import { feedMark } from '../records/index.ts'
import { findingsMark, verdictsOfProjects } from '../standards/index.ts'
import type { BackgroundForecasts } from './background-forecasts.ts'
import { listedRow, type ListedRow } from './listed-row.ts'
import { overviewPage, type OverviewQuestion } from './overview-page.ts'
import { overviewRow, withForecast, type ForecastRow, type OverviewRow } from './overview-row.ts'
import { keepHealthDays, keptHealthDays } from './queries.ts'

export interface OverviewParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly figures: Pick<FiguresService, 'projects'>
  readonly baselines: Pick<BaselineService, 'current'>
  /** When each stream of a connection was last read without a flaw, ISO instants. */
  readonly lastReadings: (connection: string) => Promise<ReadonlyMap<string, string>>
  readonly forecasts: BackgroundForecasts
  readonly now: () => Temporal.Instant
  /** How long somebody waits for what is newest before the last overview is told, milliseconds. */
  readonly patienceMs: number
}

/** All projects as they stood at an instant. */
export interface Overview {
  /** Instant at which the rows were made. */
  readonly asOf: string
  /** Whether something has changed since, and newer rows are being made. */
  readonly isOutdated: boolean
  /** Whether it is the forecasts that newer ones are made of. */
  readonly isForecastBehind: boolean
  readonly rows: readonly ForecastRow[]
}

/** A project with everything that its row is made of. */
export type OverviewProject = ForecastRow & {
  readonly asOf: string
  readonly isOutdated: boolean
  readonly isForecastBehind: boolean
  /** All figures, the status first. */
  readonly figures: readonly Indicator[]
}

/** Other texts as soon as the rows or the forecasts may be others. */
interface Key {
  readonly rows: string
  readonly forecasts: string
}

interface Made {
  readonly key: string
  readonly asOf: string
  readonly rows: readonly OverviewRow[]
  readonly figures: ReadonlyMap<string, readonly Indicator[]>
}

/** Days of the trend: four weeks. */
const TREND_DAYS = 28

/**
 * The health of all projects. What was made is kept as long as nothing of it has changed; while newer rows are made,
 * whoever cannot wait is told the last ones, which say so.
 */
export class OverviewService {
  readonly #parts: OverviewParts
  #latest: Made | undefined
  #making: Promise<Made> | undefined

  constructor(parts: OverviewParts) {
    this.#parts = parts
  }

  /** A page of projects. @throws PmoError `invalid-request` for the cursor of another question */
  async projects(
    question: OverviewQuestion,
  ): Promise<
    Omit<ReturnType<typeof overviewPage>, 'items'> &
      Pick<Overview, 'asOf' | 'isOutdated'> & { readonly items: readonly ListedRow[] }
  > {
    const { rows, asOf, isOutdated } = await this.all()
    const page = overviewPage(rows, question)
    return { asOf, isOutdated, ...page, items: page.items.map(listedRow) }
  }

  /** One project with all its figures. @throws PmoError `not-found` */
  async project(id: string): Promise<OverviewProject> {
    const { made, isOutdated } = await this.#current()
    const row = made.rows.find(({ project }) => project.id === id)
    if (row === undefined) {
      const known = made.rows.map(({ project }) => project.id)
      const rest = known.length === 0 ? 'there is no project yet' : `known: ${known.slice(0, 20).join(', ')}`
      throw new PmoError('not-found', `There is no project "${id.slice(0, 80)}"; ${rest}.`)
    }
    return {
      ...withForecast(row, this.#parts.forecasts.of(id)),
      asOf: made.asOf,
      isOutdated: isOutdated || this.#parts.forecasts.isBehind,
      isForecastBehind: this.#parts.forecasts.isBehind,
      figures: made.figures.get(id) ?? [],
    }
  }

  /** All projects in the order of the configuration. */
  async all(): Promise<Overview> {
    const { made, isOutdated } = await this.#current()
    return {
      asOf: made.asOf,
      isOutdated: isOutdated || this.#parts.forecasts.isBehind,
      isForecastBehind: this.#parts.forecasts.isBehind,
      rows: made.rows.map((row) => withForecast(row, this.#parts.forecasts.of(row.project.id))),
    }
  }

  /**
   * Waits until the rows of now and the forecasts that stand on them are there, but no longer than so many milliseconds: for
   * whoever keeps what it is told, as a report does. What is still behind then says so.
   */
  async settled(patienceMs: number): Promise<void> {
    const late = Promise.withResolvers<void>()
    const timer = setTimeout(late.resolve, patienceMs)
    const made = this.#everythingMade()
    // It may fail after nobody waits for it any more; who asks for the rows is told.
    made.catch(() => undefined)
    try {
      await Promise.race([made, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  /** Keeps how healthy every project is today (UTC); it may run as often as one likes. */
  async keepDay(): Promise<{ readonly day: string; readonly written: number }> {
    const day = this.#today()
    const { rows } = await this.#fresh(await this.#key())
    const lights = rows.map(({ project, health }) => ({
      project: project.id,
      light: health.light ?? ('unknown' as const),
    }))
    return { day, written: await keepHealthDays(this.#parts.database.root, day, lights) }
  }

  async #everythingMade(): Promise<void> {
    const { forecasts } = this.#parts
    const key = await this.#key()
    await this.#fresh(key)
    await forecasts.newest(key.forecasts)
  }

  async #current(): Promise<{ readonly made: Made; readonly isOutdated: boolean }> {
    const key = await this.#key()
    const old = this.#latest
    if (old?.key === key.rows) {
      this.#parts.forecasts.refresh(key.forecasts)
      return { made: old, isOutdated: false }
    }
    const fresh = this.#fresh(key)
    if (old === undefined) return { made: await fresh, isOutdated: false }
    // It may fail after nobody waits for it any more; who asks next tries again.
    fresh.catch(() => undefined)
    const late = Promise.withResolvers<undefined>()
    const timer = setTimeout(late.resolve, this.#parts.patienceMs, undefined)
    const made = await Promise.race([fresh, late.promise])
    clearTimeout(timer)
    return made === undefined ? { made: old, isOutdated: true } : { made, isOutdated: false }
  }

  /** Rows of this key; whoever asks while others are made waits for these first. */
  async #fresh(key: Key): Promise<Made> {
    await this.#making?.catch(() => undefined)
    if (this.#latest?.key === key.rows) return this.#latest
    this.#making ??= this.#make(key).finally(() => {
      this.#making = undefined
    })
    return this.#making
  }

  async #make(key: Key): Promise<Made> {
    const { database, figures, baselines, forecasts, now } = this.#parts
    const today = this.#today()
    const asOf = now().round({ smallestUnit: 'second', roundingMode: 'trunc' }).toString()
    const figured = await figures.projects()
    const verdicts = await verdictsOfProjects(database.root, today)
    const promised = await baselines.current()
    const from = Temporal.PlainDate.from(today)
      .subtract({ days: TREND_DAYS - 1 })
      .toString()
    const days = await keptHealthDays(database.root, from)
    const defined = await this.#defined()
    const rows: OverviewRow[] = []
    const breathe = breather()
    for (const one of figured) {
      await breathe()
      const { project } = one
      rows.push(
        overviewRow({
          figured: one,
          portfolio: portfolioOf(project, { ...defined, projects: [] }),
          baselineFinish: promised.get(project.id)?.finish,
          verdicts: verdicts.get(project.id),
          days: days.get(project.id) ?? [],
          today,
        }),
      )
    }
    // After the rows: the simulation reads the same records, and whoever looks waits for the rows alone.
    forecasts.refresh(key.forecasts)
    this.#latest = {
      key: key.rows,
      asOf,
      rows,
      figures: new Map(figured.map(({ project, indicators }) => [project.id, indicators])),
    }
    return this.#latest
  }

  /** What the rows and the forecasts stand on; asks the database for little. */
  async #key(): Promise<Key> {
    const { database, definitions, lastReadings, baselines } = this.#parts
    const mark = await feedMark(database.root)
    const defined: string[] = []
    for (const kind of ['portfolio', 'program', 'project'] as const)
      defined.push(...(await definitions.list(kind)).map(({ id, version }) => `${kind}/${id}@${version}`))
    const readings: [string, string][] = []
    for (const { id } of await definitions.list('connection'))
      readings.push([id, [...(await lastReadings(id)).values()].toSorted()[0] ?? ''])
    // A source grows old while nothing changes: the hour makes that seen.
    const hour = this.#parts.now().toString().slice(0, 13)
    return {
      forecasts: JSON.stringify([mark, defined, this.#today()]),
      rows: JSON.stringify([
        mark,
        defined,
        readings,
        [...(await baselines.current())],
        await findingsMark(database.root),
        hour,
      ]),
    }
  }

  async #defined(): Promise<{
    readonly portfolios: readonly PortfolioDefinition[]
    readonly programs: readonly ProgramDefinition[]
  }> {
    const list = async (kind: 'portfolio' | 'program') =>
      (await this.#parts.definitions.list(kind)).map(({ id, body }) => ({ ...body, id }))
    // Bodies passed their schemas when they were written.
    return {
      portfolios: (await list('portfolio')) as unknown as readonly PortfolioDefinition[],
      programs: (await list('program')) as unknown as readonly ProgramDefinition[],
    }
  }

  #today(): string {
    return this.#parts.now().toString().slice(0, 10)
  }
}
