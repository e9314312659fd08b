import { PmoError, type ProjectDefinition, type ScorecardSettings } from '../../config/index.ts'
import type { Database } from '../../database/index.ts'
import type { DefinitionService } from '../../definitions/index.ts'
import { portfolioOf } from '../../portfolio/index.ts'
import { pageOfWhole, type RowOrders, type WholeListQuestion } from '../../rpc/index.ts'
import { judgedAt, scoredNow, scoredThen, type ProjectRule } from './queries.ts'
import { scorecardOf, type Scorecard } from './scorecard.ts'

export interface ScorecardParts {
  readonly database: Database
  readonly definitions: Pick<DefinitionService, 'list'>
  readonly settings?: ScorecardSettings
  /** Titles of rules by id. */
  readonly titles: () => Promise<ReadonlyMap<string, string>>
  /** The calendar day, YYYY-MM-DD. */
  readonly today: () => string
}

/** A project with its scorecard. */
export interface ScoredProject extends Scorecard {
  readonly project: string
  readonly name: string
  /** Instant at which it was judged last; absent: never. */
  readonly asOf?: string
}

/** By what projects can be sorted. */
export const SCORECARD_SORTS = ['level', 'score', 'name', 'project', 'asOf', 'fail', 'unknown'] as const

const ORDERS: RowOrders<ScoredProject> = {
  id: ({ project }) => project,
  own: [
    { of: ({ level }) => level, descending: true },
    { of: ({ score }) => score, descending: true },
  ],
  by: {
    name: ({ name }) => name.toLowerCase(),
    fail: ({ totals }) => totals.fail,
    unknown: ({ totals }) => totals.unknown + totals.error,
  },
}

/** How a project stood at the end of a day. */
export interface ScorePoint {
  readonly day: string
  readonly level: number
  readonly score?: number
  readonly pass: number
  readonly fail: number
  readonly unknown: number
}

const DAYS_A_POINT = 7
const POINTS = 13

/** How far projects keep the standards: levels, scores, their course, and projects beside each other. */
export class ScorecardService {
  readonly #parts: ScorecardParts

  constructor(parts: ScorecardParts) {
    this.#parts = parts
  }

  /** One project, with its course over about a quarter. @throws PmoError `not-found` */
  async get(id: string): Promise<ScoredProject & { readonly trend: readonly ScorePoint[] }> {
    const projects = await this.#projects()
    const project = projects.find((one) => one.id === id)
    if (project === undefined) {
      const known = projects.map((one) => one.id)
      const rest = known.length === 0 ? 'there is no project yet' : `known: ${known.join(', ')}`
      throw new PmoError('not-found', `There is no project "${id.slice(0, 80)}"; ${rest}.`)
    }
    const [scored] = await this.#scored([project])
    // One was asked for, one is given.
    return { ...(scored as ScoredProject), trend: await this.#trend(id) }
  }

  /**
   * Projects beside each other: the highest level first, of each the highest score; those without a score last.
   * @throws PmoError `invalid-request` for a cursor of another list
   */
  async list(
    filter: WholeListQuestion & { readonly portfolio?: string; readonly program?: string },
  ): Promise<{ readonly items: readonly ScoredProject[]; readonly total: number; readonly next?: string }> {
    const { portfolio, program, ...question } = filter
    const defined = await this.#defined()
    const wanted = (await this.#projects()).filter(
      (project) =>
        (program === undefined || project.program === program) &&
        (portfolio === undefined || portfolioOf(project, defined) === portfolio),
    )
    const scored = await this.#scored(wanted)
    const { rows, ...next } = pageOfWhole(scored, question, ORDERS)
    return { items: rows, total: scored.length, ...next }
  }

  /** What says which portfolio a project belongs to. */
  async #defined(): Promise<Parameters<typeof portfolioOf>[1]> {
    const bodies = async (kind: 'portfolio' | 'program') =>
      (await this.#parts.definitions.list(kind)).map(({ id, body }) => ({ ...body, id }))
    // Bodies passed their schemas when they were written.
    return {
      portfolios: await bodies('portfolio'),
      programs: await bodies('program'),
      projects: [],
    } as unknown as Parameters<typeof portfolioOf>[1]
  }

  async #scored(projects: readonly ProjectDefinition[]): Promise<ScoredProject[]> {
    const { database, settings } = this.#parts
    const ids = projects.map(({ id }) => id)
    const titles = await this.#parts.titles()
    const rules = Map.groupBy(await scoredNow(database.root, ids), ({ project }) => project)
    const times = await judgedAt(database.root, ids)
    return projects.map(({ id, name }) => {
      const asOf = times.get(id)
      return {
        project: id,
        name,
        ...scorecardOf(
          (rules.get(id) ?? []).map((rule) => titled(rule, titles)),
          settings,
        ),
        ...(asOf !== undefined && { asOf }),
      }
    })
  }

  async #trend(project: string): Promise<ScorePoint[]> {
    const { database, settings, today } = this.#parts
    const last = Temporal.PlainDate.from(today())
    const days = Array.from({ length: POINTS }, (_, index) =>
      last.subtract({ days: (POINTS - 1 - index) * DAYS_A_POINT }).toString(),
    )
    const then = await scoredThen(database.root, project, days)
    return days.flatMap((day): ScorePoint[] => {
      const rules = then.get(day)
      if (rules === undefined) return []
      const { level, score, totals } = scorecardOf(rules, settings)
      const { pass, fail, unknown, error } = totals
      return [{ day, level, ...(score !== undefined && { score }), pass, fail, unknown: unknown + error }]
    })
  }

  async #projects(): Promise<ProjectDefinition[]> {
    const definitions = await this.#parts.definitions.list('project')
    // Bodies passed their schema when they were written.
    return definitions.map(({ id, body }) => ({ ...body, id }) as unknown as ProjectDefinition)
  }
}

function titled(rule: ProjectRule, titles: ReadonlyMap<string, string>): ProjectRule {
  const title = titles.get(rule.rule)
  return title === undefined ? rule : { ...rule, title }
}
