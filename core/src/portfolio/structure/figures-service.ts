import {
  parseDurationText,
  PmoError,
  type PortfolioDefinition,
  type ProgramDefinition,
  type ProjectDefinition,
} from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { feedMark } from '../../records/index.ts'
import type { BaselineService } from '../baselines/service.ts'
import type { EvidenceRow, Indicator, SourceAsOf } from '../indicators/indicator.ts'
import { evidenceOf } from '../indicators/measure.ts'
import {
  lookContext,
  measuresOf,
  ProjectFigures,
  type ProjectContext,
} from '../indicators/project-figures.ts'
import { rollUp, type RolledChild } from '../indicators/roll-up.ts'
import { currentFacts, type ProjectFact } from './facts-queries.ts'
import { factsAsOf } from './past-facts-queries.ts'
import type { PastQuestion } from './past-records-queries.ts'
import { portfolioOf, portfolioTree, type Defined } from './tree.ts'

/** How old the last reading of a source may be before its figures are out of date, unless said otherwise. */
const STALE_AFTER_MS = 86_400_000

export interface FiguresParts {
  readonly database: Database
  readonly definitions: DefinitionService
  readonly baselines: Pick<BaselineService, 'current'>
  /** When each stream of a connection was last read without a flaw, ISO instants. */
  readonly lastReadings: (connection: string) => Promise<ReadonlyMap<string, string>>
  readonly now: () => Temporal.Instant
}

/** A project with its figures. */
export interface FiguredProject {
  readonly project: ProjectDefinition
  /** Its status first. */
  readonly indicators: readonly Indicator[]
}

/** A program with its figures and its projects. */
export interface FiguredProgram {
  readonly program: ProgramDefinition
  readonly indicators: readonly Indicator[]
  readonly projects: readonly FiguredProject[]
}

/** A portfolio with its figures and what belongs to it. */
export interface FiguredPortfolio {
  /** Absent: what belongs to no portfolio. */
  readonly portfolio?: PortfolioDefinition
  readonly indicators: readonly Indicator[]
  readonly programs: readonly FiguredProgram[]
  readonly projects: readonly FiguredProject[]
}

/** Everything that is defined, with figures, as of one time. */
interface Figured {
  readonly defined: Defined
  readonly today: string
  readonly projects: readonly FiguredProject[]
}

/** Figures of projects, programs and portfolios, now and in the past. */
export class FiguresService {
  readonly #parts: FiguresParts
  /** The figures of now: as long as nothing that they are made of has changed. */
  #latest: { readonly key: string; readonly figured: Promise<Figured> } | undefined

  constructor(parts: FiguresParts) {
    this.#parts = parts
  }

  /** All projects in the order of the configuration. @throws PmoError `invalid-request` for a wrong instant */
  async projects(question: PastQuestion = {}): Promise<readonly FiguredProject[]> {
    return (await this.#figured(question)).projects
  }

  /** @throws PmoError `not-found`, `invalid-request` */
  async project(id: string, question: PastQuestion = {}): Promise<FiguredProject> {
    const { projects } = await this.#figured(question)
    const found = projects.find(({ project }) => project.id === id)
    if (found !== undefined) return found
    throw unknown(
      'project',
      id,
      projects.map(({ project }) => project.id),
    )
  }

  /** The portfolios with their programs and projects; what belongs to none comes last. @throws PmoError `invalid-request` */
  async portfolios(question: PastQuestion = {}): Promise<readonly FiguredPortfolio[]> {
    const figured = await this.#figured(question)
    return portfolioTree(figured.defined).map((branch) => {
      const { portfolio } = branch
      const programs = branch.programs.map(({ program, projects }) =>
        figuredProgram(figured, program, projects),
      )
      const projects = figuredOf(figured, branch.projects)
      const children = [
        ...programs.map(({ program, indicators }): RolledChild => ({
          subject: { kind: 'program', id: program.id },
          title: program.name,
          indicators,
        })),
        ...projects.map(childOf),
      ]
      const indicators = rollUp({
        subject: { kind: 'portfolio', id: portfolio?.id ?? '' },
        children,
        today: figured.today,
        ...(portfolio?.budget !== undefined && { budget: portfolio.budget }),
        ...currencyOf(portfolio),
      })
      return { ...(portfolio !== undefined && { portfolio }), indicators, programs, projects }
    })
  }

  /** @throws PmoError `not-found`, `invalid-request` */
  async portfolio(id: string, question: PastQuestion = {}): Promise<FiguredPortfolio> {
    const all = await this.portfolios(question)
    const found = all.find(({ portfolio }) => portfolio?.id === id)
    if (found !== undefined) return found
    throw unknown(
      'portfolio',
      id,
      all.flatMap(({ portfolio }) => portfolio?.id ?? []),
    )
  }

  /** All programs, wherever their projects belong. @throws PmoError `invalid-request` */
  async programs(question: PastQuestion = {}): Promise<readonly FiguredProgram[]> {
    const figured = await this.#figured(question)
    return figured.defined.programs.map((program) =>
      figuredProgram(
        figured,
        program,
        figured.defined.projects.filter((project) => project.program === program.id),
      ),
    )
  }

  /** @throws PmoError `not-found`, `invalid-request` */
  async program(id: string, question: PastQuestion = {}): Promise<FiguredProgram> {
    const all = await this.programs(question)
    const found = all.find(({ program }) => program.id === id)
    if (found !== undefined) return found
    throw unknown(
      'program',
      id,
      all.map(({ program }) => program.id),
    )
  }

  /**
   * All rows that a figure of a project can be computed from again. Only figures over items have more rows than the
   * indicator shows.
   * @throws PmoError `not-found`
   */
  async evidence(request: {
    readonly project: string
    readonly indicator: string
  }): Promise<readonly EvidenceRow[]> {
    const { project } = await this.project(request.project)
    const measure = measuresOf(project).find(({ id }) => id === request.indicator)
    if (measure === undefined) {
      const { indicators } = await this.project(request.project)
      const shown = indicators.find(({ id }) => id === request.indicator)
      if (shown === undefined) {
        throw unknown(
          'figure',
          request.indicator,
          indicators.map(({ id }) => id),
        )
      }
      return shown.evidence
    }
    const { projects } = await this.#defined()
    const only = projects.findIndex(({ id }) => id === project.id)
    const look = lookContext({ project, today: this.#today() })
    const rows: EvidenceRow[] = []
    for await (const { fact } of currentFacts(this.#parts.database.root, projects, only)) {
      const row = evidenceOf(measure, fact, look)
      if (row !== undefined) rows.push(row)
    }
    return rows
  }

  #today(): string {
    return this.#parts.now().toString().slice(0, 10)
  }

  async #figured(question: PastQuestion): Promise<Figured> {
    if (question.asOf !== undefined || question.knownAt !== undefined) return this.#past(question)
    const defined = await this.#defined()
    const sources = await this.#sources(defined)
    const baselines = await this.#parts.baselines.current()
    const mark = await feedMark(this.#parts.database.root)
    const key = JSON.stringify([mark, defined, [...sources], [...baselines], this.#today()])
    if (this.#latest?.key !== key) {
      const facts = currentFacts(this.#parts.database.root, defined.projects)
      const figured = fold({ defined, sources, baselines, today: this.#today() }, facts)
      this.#latest = { key, figured }
      // What failed is tried again by whoever asks next.
      figured.catch(() => (this.#latest = undefined))
    }
    return this.#latest.figured
  }

  async #past(question: PastQuestion): Promise<Figured> {
    const { definitions, database } = this.#parts
    const then = question.asOf ?? question.knownAt ?? this.#parts.now().toString()
    const instant = instantOf(then)
    const list = async (kind: 'portfolio' | 'program' | 'project') =>
      (await definitions.listAt(kind, instant.toString())).map(({ id, body }) => ({ ...body, id }))
    // Bodies passed their schemas when they were written.
    const defined = {
      portfolios: await list('portfolio'),
      programs: await list('program'),
      projects: await list('project'),
    } as unknown as Defined
    const now = await this.#sources(defined)
    const sources = new Map(
      [...now].map(([connection, source]) => [connection, readSince(source, instant.toString())]),
    )
    const facts = factsAsOf(database.root, defined.projects, question)
    const today = instant.toString().slice(0, 10)
    return fold({ defined, sources, baselines: new Map(), today, isPast: true }, facts)
  }

  async #defined(): Promise<Defined> {
    const list = async (kind: 'portfolio' | 'program' | 'project') =>
      (await this.#parts.definitions.list(kind)).map(({ id, body }) => ({ ...body, id }))
    // Bodies passed their schemas when they were written.
    return {
      portfolios: await list('portfolio'),
      programs: await list('program'),
      projects: await list('project'),
    } as unknown as Defined
  }

  /** Until when each connection is known, by the strictest of the projects that use it. */
  async #sources(defined: Defined): Promise<Map<string, SourceAsOf>> {
    const sources = new Map<string, SourceAsOf>()
    const now = this.#parts.now().epochMilliseconds
    for (const connection of new Set(
      defined.projects.flatMap(({ sources: of }) => of.map((one) => one.connection)),
    )) {
      const readings = await this.#parts.lastReadings(connection)
      const oldest = [...readings.values()].toSorted()[0]
      const limit = Math.min(
        ...defined.projects
          .filter((project) => project.sources.some((source) => source.connection === connection))
          .map((project) => staleAfter(project, defined)),
      )
      const stale = oldest === undefined || now - Date.parse(oldest) > limit
      sources.set(connection, { connection, stale, ...(oldest !== undefined && { asOf: oldest }) })
    }
    return sources
  }
}

function instantOf(text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new PmoError(
      'invalid-request',
      `"${text.slice(0, 40)}" is no instant; write it as 2026-01-31T12:00:00Z.`,
    )
  }
}

/** What was read since knows of then. */
function readSince({ connection, asOf }: SourceAsOf, then: string): SourceAsOf {
  if (asOf === undefined) return { connection, stale: true }
  return asOf >= then ? { connection, asOf: then, stale: false } : { connection, asOf, stale: true }
}

function staleAfter(project: ProjectDefinition, defined: Defined): number {
  const home = portfolioOf(project, defined)
  const portfolio = defined.portfolios.find(({ id }) => id === home)
  const text = project.staleAfter ?? portfolio?.staleAfter
  return (text === undefined ? undefined : parseDurationText(text)) ?? STALE_AFTER_MS
}

async function fold(
  given: {
    readonly defined: Defined
    readonly sources: ReadonlyMap<string, SourceAsOf>
    readonly baselines: ReadonlyMap<string, NonNullable<ProjectContext['baseline']>>
    readonly today: string
    readonly isPast?: boolean
  },
  facts: AsyncIterable<ProjectFact>,
): Promise<Figured> {
  const { defined, sources, baselines, today } = given
  const figures = defined.projects.map((project) => {
    const home = portfolioOf(project, defined)
    const baseline = baselines.get(project.id)
    const connections = [...new Set(project.sources.map(({ connection }) => connection))]
    return new ProjectFigures({
      project,
      today,
      asOf: connections.flatMap((connection) => sources.get(connection) ?? []),
      ...currencyOf(defined.portfolios.find(({ id }) => id === home)),
      ...(baseline !== undefined && { baseline }),
    })
  })
  for await (const { project, fact } of facts) figures[project]?.add(fact)
  return {
    defined,
    today,
    projects: defined.projects.map((project, index) => ({
      project,
      indicators: figures[index]?.indicators() ?? [],
    })),
  }
}

function currencyOf(portfolio: PortfolioDefinition | undefined): Pick<ProjectContext, 'currency'> {
  if (portfolio?.currency === undefined) return {}
  const rates = (portfolio.rates ?? []).map(({ source, ...rate }) => ({
    ...rate,
    ...(source !== undefined && { source }),
  }))
  return { currency: { currency: portfolio.currency, rates } }
}

function childOf({ project, indicators }: FiguredProject): RolledChild {
  return { subject: { kind: 'project', id: project.id }, title: project.name, indicators }
}

function figuredOf({ projects }: Figured, wanted: readonly ProjectDefinition[]): FiguredProject[] {
  const ids = new Set(wanted.map(({ id }) => id))
  return projects.filter(({ project }) => ids.has(project.id))
}

function figuredProgram(
  figured: Figured,
  program: ProgramDefinition,
  wanted: readonly ProjectDefinition[],
): FiguredProgram {
  const projects = figuredOf(figured, wanted)
  const only = figured.defined.portfolios.length === 1 ? figured.defined.portfolios[0]?.id : undefined
  const home = program.portfolio ?? only
  return {
    program,
    projects,
    indicators: rollUp({
      subject: { kind: 'program', id: program.id },
      children: projects.map(childOf),
      today: figured.today,
      ...(program.budget !== undefined && { budget: program.budget }),
      ...(program.committedFinish !== undefined && { committedFinish: program.committedFinish }),
      ...currencyOf(figured.defined.portfolios.find(({ id }) => id === home)),
    }),
  }
}

function unknown(noun: string, id: string, known: readonly string[]): PmoError {
  const rest = known.length === 0 ? `there is no ${noun} yet` : `known: ${known.join(', ')}`
  return new PmoError('not-found', `There is no ${noun} "${id.slice(0, 80)}"; ${rest}.`)
}
