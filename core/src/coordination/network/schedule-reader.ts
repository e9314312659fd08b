import { breather } from '@headless-pmo/engine'
import { isPmoError, PmoError, type SchedulingSettings } from '../../config/index.ts'
import { pageOfMany, pageOfWhole, type ListOrder, type ManyOrder } from '../../rpc/index.ts'
import { nearCriticalFloat } from './settings.ts'
import { drivingChain, explainNode, type Explanation } from './explain-node.ts'
import { findNode } from './find-node.ts'
import type { NetworkNode, NodeKind } from './network-node.ts'
import { startDay } from './node-words.ts'
import { toldProblems, type ToldProblem } from './problem-sentences.ts'
import { isCriticalWithin, isLate, isOver, scheduleRow, type ScheduleRow } from './schedule-row.ts'
import type { OrderedPortfolio, ScheduledPortfolio } from './scheduled-portfolio.ts'
import type { PastGaps } from './past-queries.ts'
import type { PastPortfolio, ScheduleService } from './service.ts'

/** When a question is meant. */
export interface ScheduleTime {
  /** A day of the past, or an instant, ISO 8601; absent: now. */
  readonly asOf?: string
}

/** By what items of the schedule can be sorted. */
export const SCHEDULE_SORTS = ['start', 'finish', 'deadline', 'totalFloat', 'title', 'project'] as const

/** What a list of the schedule holds. */
export interface ScheduleQuery extends ScheduleTime, ListOrder<(typeof SCHEDULE_SORTS)[number]> {
  /** Id of a project of the PMO. */
  readonly project?: string
  readonly connection?: readonly string[]
  readonly kind?: readonly NodeKind[]
  /** Items on the critical path, near it too, or past their deadline. */
  readonly only?: 'critical' | 'near-critical' | 'late'
  /** Done and cancelled items too. */
  readonly all?: boolean
  readonly limit: number
}

/** As of when an answer holds. */
export interface ScheduleAsOf {
  readonly asOf: string
  readonly feedPosition: string
  /** The first calendar day on which work can lie that is not done, YYYY-MM-DD. */
  readonly statusDate: string
  /** What nothing tells of about a time in the past; absent: the answer is of now. */
  readonly unknown?: PastGaps
}

/** A page of the schedule. */
export interface SchedulePage extends ScheduleAsOf {
  readonly items: readonly ScheduleRow[]
  readonly next?: string
}

const MOST_STEPS = 100
/** A critical path of more items than that is cut: nobody reads it. */
const MOST_ON_PATH = 1000

/** Answers questions about the schedule. */
export class ScheduleReader {
  readonly #service: ScheduleService

  constructor(service: ScheduleService) {
    this.#service = service
  }

  /** A page of items, by their start or as asked. @throws PmoError `not-found` for an unknown project, `invalid-request` for a wrong cursor */
  async list(query: ScheduleQuery): Promise<SchedulePage> {
    const scheduled = await this.#scheduled(query)
    if (query.project !== undefined) projectNode(scheduled, query.project)
    const float = this.#nearCritical()
    const { rows, ...next } = await pageOfMany(wantedNodes(scheduled, query, float), query, {
      order: scheduleOrder(scheduled, query),
      breathe: breather(),
    })
    return {
      ...asOf(scheduled, this.#service.settings),
      items: rows.map((node) => scheduleRow(scheduled, node, float)),
      ...next,
    }
  }

  /** Why an item has its dates. @throws PmoError `not-found`, `invalid-request` */
  async explain(
    name: string,
    time: ScheduleTime = {},
  ): Promise<
    ScheduleAsOf & {
      readonly row: ScheduleRow
      readonly explanation: Explanation
      readonly path: readonly ScheduleRow[]
    }
  > {
    const scheduled = await this.#scheduled(time)
    const node = findThen(scheduled, name)
    const float = this.#nearCritical()
    const explanation = explainNode(scheduled, node, MOST_STEPS)
    return {
      ...asOf(scheduled, this.#service.settings),
      row: scheduleRow(scheduled, node, float),
      explanation,
      path: explanation.steps.map((step) => scheduleRow(scheduled, step.node, float)),
    }
  }

  /** A page of what is wrong with links, calendars and dates. @throws PmoError `invalid-request` */
  async problems(
    query: ScheduleTime & ListOrder & { readonly project?: string; readonly limit: number },
  ): Promise<
    ScheduleAsOf & {
      readonly items: readonly (ToldProblem & { readonly named: readonly NetworkNode[] })[]
      readonly total: number
      readonly next?: string
    }
  > {
    const scheduled = await this.#scheduled(query)
    const { nodes } = scheduled.portfolio
    const { project } = query
    if (project !== undefined) projectNode(scheduled, project)
    const told = problemsOf(scheduled).filter(
      (problem) => project === undefined || problem.nodes.some((node) => nodes[node]?.project === project),
    )
    const { rows, ...next } = pageOfWhole(told, query, {
      id: ({ id }) => id,
      own: [{ of: ({ kind }) => kind }],
    })
    return {
      ...asOf(scheduled, this.#service.settings),
      total: told.length,
      items: rows.map((problem) => ({
        ...problem,
        named: problem.nodes.slice(0, MOST_STEPS).flatMap((node) => nodes[node] ?? []),
      })),
      ...next,
    }
  }

  /**
   * What decides when a project, or everything, is finished: the chain of items from the one that finishes last back to
   * where it begins, in the order of time.
   *
   * @throws PmoError `not-found` for an unknown project
   */
  async criticalPath(
    project?: string,
    time: ScheduleTime = {},
  ): Promise<ScheduleAsOf & { readonly items: readonly ScheduleRow[]; readonly finish?: string }> {
    const scheduled = await this.#scheduled(time)
    if (project !== undefined) projectNode(scheduled, project)
    const last = lastToFinish(scheduled, project)
    const chain = last === undefined ? [] : drivingChain(scheduled, last, MOST_ON_PATH).toReversed()
    const items = chain.map((node) => scheduleRow(scheduled, node, this.#nearCritical()))
    const finish = items.at(-1)?.dates.finish
    return { ...asOf(scheduled, this.#service.settings), items, ...(finish !== undefined && { finish }) }
  }

  #scheduled({ asOf: at }: ScheduleTime): Promise<OrderedPortfolio | PastPortfolio> {
    return at === undefined ? this.#service.current() : this.#service.at(at)
  }

  #nearCritical(): number {
    return nearCriticalFloat(this.#service.settings)
  }
}

/** The node of a name. @throws PmoError `not-found`, `invalid-request` */
function findThen(scheduled: OrderedPortfolio | PastPortfolio, name: string): number {
  try {
    return findNode(scheduled.portfolio, name)
  } catch (error) {
    if (!('gaps' in scheduled) || !isPmoError(error) || error.code !== 'not-found') throw error
    const day = scheduled.asOf.slice(0, 10)
    throw new PmoError(
      'not-found',
      `On ${day} "${name.slice(0, 80)}" was not there, or nothing tells of it: ${scheduled.gaps.items} items are left out of that day for want of evidence.`,
    )
  }
}

function asOf(
  scheduled: OrderedPortfolio | PastPortfolio,
  { timeZone = 'UTC' }: SchedulingSettings,
): ScheduleAsOf {
  const { asOf: at, feedPosition, statusTime } = scheduled
  return {
    ...('gaps' in scheduled && { unknown: scheduled.gaps }),
    asOf: at,
    feedPosition,
    statusDate: startDay(statusTime, timeZone),
  }
}

interface Candidate {
  readonly node: number
  readonly known: NetworkNode
  readonly query: ScheduleQuery
  readonly float: number
}

function isWanted(scheduled: ScheduledPortfolio, { node, known, query, float }: Candidate): boolean {
  const { project, connection, kind, only, all } = query
  if (known.kind === 'placeholder' && kind?.includes('placeholder') !== true) return false
  if (project !== undefined && known.project !== project) return false
  if (connection !== undefined && !connection.includes(known.connection)) return false
  if (kind !== undefined && !kind.includes(known.kind)) return false
  if (all !== true && isOver(scheduled, node)) return false
  if (only === 'late') return isLate(scheduled, node) && !isOver(scheduled, node)
  if (only === undefined) return true
  // What sums up is critical whenever something in it is.
  if (known.scheduling === 'summary') return false
  return isCriticalWithin(scheduled, node, only === 'critical' ? 0 : float)
}

/** The nodes that are asked for. */
function* wantedNodes(
  scheduled: OrderedPortfolio | PastPortfolio,
  query: ScheduleQuery,
  float: number,
): Generator<number> {
  const { nodes } = scheduled.portfolio
  for (const node of scheduled.byStart) {
    const known = nodes[node]
    if (known !== undefined && isWanted(scheduled, { node, known, query, float })) yield node
  }
}

/** How nodes are ordered: times as minutes, so that zones do not matter. */
function scheduleOrder(
  { portfolio, schedule }: ScheduledPortfolio,
  { sort = 'start', direction }: ScheduleQuery,
): ManyOrder<number> {
  const { nodes, network } = portfolio
  const minutes = { start: schedule.start, finish: schedule.finish, deadline: network.deadline }
  const numbers = { ...minutes, totalFloat: schedule.totalFloat }
  return {
    of: (node) => {
      if (sort === 'title') return nodes[node]?.title.toLowerCase() ?? null
      if (sort === 'project') return nodes[node]?.project ?? null
      const value = numbers[sort][node] ?? Number.NaN
      return Number.isFinite(value) ? value : null
    },
    descending: direction === 'descending',
    id: (node) => {
      const known = nodes[node]
      return `${known?.connection}\n${known?.kind}\n${known?.ref}`
    },
  }
}

function namedProblems(scheduled: ScheduledPortfolio): readonly NamedProblem[] {
  const { nodes } = scheduled.portfolio
  const counts = new Map<string, number>()
  return toldProblems(scheduled).map((problem) => {
    const about = problem.nodes.slice(0, 2).map((node) => [nodes[node]?.connection, nodes[node]?.ref])
    const name = JSON.stringify([problem.kind, problem.sentence, about])
    // Two that say the same are told apart by which of them it is.
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    return { ...problem, id: `${name}${count}` }
  })
}

/** Sentences are made once a schedule: there may be as many as items. */
const told = new WeakMap<ScheduledPortfolio, readonly NamedProblem[]>()

/** A problem with what tells it from others, also in another schedule. */
type NamedProblem = ToldProblem & { readonly id: string }

function problemsOf(scheduled: ScheduledPortfolio): readonly NamedProblem[] {
  const known = told.get(scheduled) ?? namedProblems(scheduled)
  told.set(scheduled, known)
  return known
}

function projectNode({ portfolio }: ScheduledPortfolio, id: string): number {
  const node = portfolio.indexOfProject(id)
  if (node !== undefined) return node
  const known = portfolio.nodes.flatMap(({ kind, ref }) => (kind === 'project' ? [ref] : []))
  throw new PmoError(
    'not-found',
    `There is no project "${id.slice(0, 80)}"; ${known.length === 0 ? 'there is none yet' : `known: ${known.slice(0, 20).join(', ')}`}.`,
  )
}

/** The item or milestone that finishes last of what is not done; of equals the most critical. */
function lastToFinish(scheduled: ScheduledPortfolio, project: string | undefined): number | undefined {
  const { portfolio, schedule } = scheduled
  let last: number | undefined
  let latest = -Infinity
  for (const [node, { kind, scheduling, project: of }] of portfolio.nodes.entries()) {
    if (kind === 'project' || kind === 'placeholder' || scheduling === 'summary') continue
    if ((project !== undefined && of !== project) || isOver(scheduled, node)) continue
    const finish = schedule.earlyFinish[node] ?? Number.NaN
    if (finish > latest) [last, latest] = [node, finish]
  }
  return last
}
