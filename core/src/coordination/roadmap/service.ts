import { breather } from '@headless-pmo/engine'
import type { DefinitionService } from '../../definitions/index.ts'
import { PmoError } from '../../config/index.ts'
import { cursorPlace, placeCursor, wrongCursor } from '../../rpc/index.ts'
import {
  gapsOf,
  scheduledThen,
  type PastGaps,
  type PortfolioSchedules,
  type ScheduledPortfolio,
} from '../network/index.ts'
import { projectNetwork, type ProjectEdge, type ProjectNode } from './project-network.ts'
import { barNodes, barOf, type Bar, type PromisedDays } from './roadmap-bars.ts'
import { roadmapLinks, type RoadmapLink } from './roadmap-links.ts'

export interface RoadmapParts {
  readonly definitions: DefinitionService
  readonly schedules: PortfolioSchedules
  /** Days that the baselines which count promise, by connection, kind and ref of the item. */
  readonly promised: () => Promise<ReadonlyMap<string, PromisedDays>>
}

/** Which part of all projects is drawn. */
export interface RoadmapScope {
  readonly project?: readonly string[]
  readonly program?: string
  readonly portfolio?: string
  readonly asOf?: string
}

/** What a roadmap asks for. */
export interface BarsQuestion extends RoadmapScope {
  /** Instants, ISO 8601: only what touches the stretch between them. */
  readonly from?: string
  readonly until?: string
  readonly over?: boolean
  readonly critical?: boolean
  readonly text?: string
  readonly cursor?: string
  readonly limit: number
}

/** As of when an answer holds. */
export interface RoadmapAsOf {
  readonly asOf: string
  readonly feedPosition: string
  /** The status instant, ISO 8601: what is not done lies after it. */
  readonly statusTime: string
  /** What nothing tells of about a time in the past. */
  readonly unknown?: PastGaps
}

interface ScopeProject {
  readonly id: string
  readonly name: string
  readonly program?: string
  readonly portfolio?: string
}

interface ScopeProgram {
  readonly id: string
  readonly portfolio?: string
}

/** Items of all tools on one time axis, with what ties them together. */
export class RoadmapService {
  readonly #parts: RoadmapParts

  constructor(parts: RoadmapParts) {
    this.#parts = parts
  }

  /**
   * Bars in the order of their rows, a page at a time. A page after the first is of the schedule of its own time: what changed in
   * between may be missing or come twice, which `feedPosition` tells.
   * @throws PmoError `not-found` for an unknown project, program or portfolio; `invalid-request`
   */
  async bars(question: BarsQuestion): Promise<
    RoadmapAsOf & {
      readonly items: readonly Bar[]
      readonly projects: readonly { readonly id: string; readonly name: string }[]
      readonly total: number
      readonly next?: string
    }
  > {
    const { projects, chosen } = await this.#scope(question)
    const scheduled = await scheduledThen(this.#parts.schedules, question.asOf)
    const { from, until, text } = question
    const nodes = await barNodes(
      scheduled,
      {
        over: question.over === true,
        critical: question.critical === true,
        ...(chosen !== undefined && { projects: chosen }),
        ...(from !== undefined && { from: minuteOf(from) }),
        ...(until !== undefined && { until: minuteOf(until) }),
        ...(text !== undefined && { text }),
      },
      new Map(projects.map(({ id }, place) => [id, place])),
    )
    const nameOf = (node: number): string => nodeName(scheduled, node)
    const begin = placeAfter(nodes, question.cursor, nameOf)
    const end = begin + question.limit
    const promised = await this.#parts.promised()
    const breathe = breather()
    const items: Bar[] = []
    for (const node of nodes.slice(begin, end)) {
      await breathe()
      const known = scheduled.portfolio.nodes[node]
      const days = promised.get(`${known?.connection}\n${known?.kind}\n${known?.ref}`)
      items.push(barOf(scheduled, node, days))
    }
    return {
      ...asOfReply(scheduled),
      items,
      projects: projects
        .filter(({ id }) => chosen === undefined || chosen.has(id))
        .map(({ id, name }) => ({ id, name })),
      total: nodes.length,
      ...nextAfter(nodes, end, nameOf),
    }
  }

  /** Dependencies between the bars of different projects, or all of them. @throws PmoError `not-found`, `invalid-request` */
  async links(
    question: RoadmapScope & {
      readonly withinProjects?: boolean
      readonly cursor?: string
      readonly limit: number
    },
  ): Promise<
    RoadmapAsOf & { readonly items: readonly RoadmapLink[]; readonly total: number; readonly next?: string }
  > {
    const { chosen } = await this.#scope(question)
    const scheduled = await scheduledThen(this.#parts.schedules, question.asOf)
    const all = await roadmapLinks(scheduled, {
      withinProjects: question.withinProjects === true,
      ...(chosen !== undefined && { projects: chosen }),
    })
    const nameOf = ({ from, to, type, origin }: RoadmapLink): string =>
      [nodeName(scheduled, from), nodeName(scheduled, to), type, origin].join('\n\n')
    const begin = placeAfter(all, question.cursor, nameOf)
    const end = begin + question.limit
    return {
      ...asOfReply(scheduled),
      items: all.slice(begin, end),
      total: all.length,
      ...nextAfter(all, end, nameOf),
    }
  }

  /** Projects and what they wait for. @throws PmoError `not-found`, `invalid-request` */
  async network(
    question: RoadmapScope,
  ): Promise<
    RoadmapAsOf & { readonly nodes: readonly ProjectNode[]; readonly edges: readonly ProjectEdge[] }
  > {
    const { projects, chosen } = await this.#scope(question)
    const scheduled = await scheduledThen(this.#parts.schedules, question.asOf)
    const links = await roadmapLinks(scheduled, {
      withinProjects: false,
      ...(chosen !== undefined && { projects: chosen }),
    })
    const network = projectNetwork(scheduled, links, new Map(projects.map(({ id, name }) => [id, name])))
    const tied = new Set(network.edges.flatMap(({ from, to }) => [from, to]))
    return {
      ...asOfReply(scheduled),
      edges: network.edges,
      // Of a part of the portfolio: its own projects, and those outside that they are tied to.
      nodes: network.nodes.filter(({ id }) => chosen === undefined || chosen.has(id) || tied.has(id)),
    }
  }

  /** The projects in their order, and the ids of those that a question is about; undefined: all. */
  async #scope({ project, program, portfolio }: RoadmapScope): Promise<{
    readonly projects: readonly ScopeProject[]
    readonly chosen: ReadonlySet<string> | undefined
  }> {
    const { definitions } = this.#parts
    const projects = await definitions.list('project')
    // They passed the schema when they were written.
    const scoped = projects.map(({ id, body }) => ({ ...body, id }) as ScopeProject)
    if (project === undefined && program === undefined && portfolio === undefined)
      return { projects: scoped, chosen: undefined }
    mustBeKnown('project', project ?? [], scoped)
    const programs: readonly ScopeProgram[] = (await definitions.list('program')).map(({ id, body }) => ({
      ...body,
      id,
    }))
    const portfolios = await definitions.list('portfolio')
    if (program !== undefined) mustBeKnown('program', [program], programs)
    if (portfolio !== undefined) mustBeKnown('portfolio', [portfolio], portfolios)
    const [only] = portfolios
    const usual = portfolios.length === 1 ? only?.id : undefined
    const portfolioOf = (one: ScopeProject) =>
      one.portfolio ?? programs.find(({ id }) => id === one.program)?.portfolio ?? usual
    const chosen = scoped.filter(
      (one) =>
        (project === undefined || project.includes(one.id)) &&
        (program === undefined || one.program === program) &&
        (portfolio === undefined || portfolioOf(one) === portfolio),
    )
    return { projects: scoped, chosen: new Set(chosen.map(({ id }) => id)) }
  }
}

/** What names a node of a schedule in a later one as well; its number does not. */
function nodeName({ portfolio }: ScheduledPortfolio, node: number): string {
  const known = portfolio.nodes[node]
  return `${known?.connection}\n${known?.kind}\n${known?.ref}`
}

/**
 * Where a list in an order of its own goes on. The row that ended the page before is looked for where it stood, then anywhere.
 * @throws PmoError `invalid-request` for no cursor of the list, and where that row is gone: what follows it is not known then
 */
function placeAfter<T>(rows: ArrayLike<T>, cursor: string | undefined, nameOf: (row: T) => string): number {
  if (cursor === undefined) return 0
  const [at = null, name = null] = cursorPlace(cursor, 2)
  if (typeof at !== 'number') throw wrongCursor()
  const isIt = (index: number): boolean => {
    const row = rows[index]
    return row !== undefined && nameOf(row) === name
  }
  if (isIt(at)) return at + 1
  for (let index = 0; index < rows.length; index += 1) if (isIt(index)) return index + 1
  throw wrongCursor()
}

function nextAfter<T>(
  rows: ArrayLike<T>,
  end: number,
  nameOf: (row: T) => string,
): { readonly next?: string } {
  const last = rows[end - 1]
  return end < rows.length && last !== undefined ? { next: placeCursor([end - 1, nameOf(last)]) } : {}
}

function mustBeKnown(kind: string, ids: readonly string[], known: readonly { readonly id: string }[]): void {
  for (const id of ids) {
    if (known.some((one) => one.id === id)) continue
    const rest =
      known.length === 0
        ? `there is no ${kind} yet`
        : `known: ${known
            .slice(0, 20)
            .map((one) => one.id)
            .join(', ')}`
    throw new PmoError('not-found', `There is no ${kind} "${id.slice(0, 80)}"; ${rest}.`)
  }
}

/** @throws PmoError `invalid-request` */
function minuteOf(instant: string): number {
  try {
    return Temporal.Instant.from(instant).epochMilliseconds / 60_000
  } catch (cause) {
    throw new PmoError(
      'invalid-request',
      `"${instant.slice(0, 40)}" is no instant; write it as 2026-01-31T00:00:00Z.`,
      { cause },
    )
  }
}

function asOfReply(scheduled: ScheduledPortfolio): RoadmapAsOf {
  const { asOf, feedPosition, statusTime } = scheduled
  const unknown = gapsOf(scheduled)
  return {
    asOf,
    feedPosition,
    statusTime: Temporal.Instant.fromEpochMilliseconds(Math.round(statusTime * 60_000)).toString(),
    ...(unknown !== undefined && { unknown }),
  }
}
