import { breather } from '@headless-pmo/engine'
import { NODE_FLAGS } from '../schedule/index.ts'
import { isLate, type ScheduledPortfolio } from '../network/index.ts'
import { progressOf, type Progress } from './progress.ts'
import { rowOrder } from './row-order.ts'

/** Days of a promise, `YYYY-MM-DD`. */
export interface PromisedDays {
  readonly start?: string
  readonly finish?: string
}

/** Which bars are wanted. */
export interface BarsWanted {
  /** Ids of projects; absent: all, and what belongs to none. */
  readonly projects?: ReadonlySet<string>
  /** Only what touches this stretch, minutes since 1970-01-01T00:00Z. */
  readonly from?: number
  readonly until?: number
  /** Done and cancelled items too. */
  readonly over: boolean
  /** Only items on the critical path. */
  readonly critical: boolean
  /** A part of a key or title, in any case. */
  readonly text?: string
}

const MINUTE_MS = 60_000

/** Nodes that a roadmap draws, in the order of its rows. Projects themselves and things that are only named elsewhere have no bar. */
export async function barNodes(
  scheduled: ScheduledPortfolio,
  wanted: BarsWanted,
  projectOrder: ReadonlyMap<string, number>,
): Promise<readonly number[]> {
  const { portfolio, schedule } = scheduled
  const { nodes, network } = portfolio
  const text = wanted.text?.toLowerCase()
  const found: number[] = []
  const breathe = breather()
  for (const node of await rowOrder(scheduled, projectOrder)) {
    await breathe()
    const known = nodes[node]
    if (known === undefined) continue
    if (wanted.projects !== undefined && !wanted.projects.has(known.project ?? '')) continue
    const start = schedule.start[node] ?? Number.NaN
    const finish = schedule.finish[node] ?? Number.NaN
    if (wanted.from !== undefined && !(finish >= wanted.from)) continue
    if (wanted.until !== undefined && !(start < wanted.until)) continue
    const flags = network.flags[node] ?? 0
    if (!wanted.over && (flags & (NODE_FLAGS.done | NODE_FLAGS.inactive)) !== 0) continue
    if (wanted.critical && schedule.critical[node] !== 1) continue
    if (text !== undefined && !`${known.key ?? ''} ${known.title}`.toLowerCase().includes(text)) continue
    found.push(node)
  }
  return found
}

/** One bar of a roadmap. Times are instants as milliseconds since 1970 UTC. */
export interface Bar extends Progress {
  /** Number of the item within this schedule: `parent` and the links of the roadmap name it. */
  readonly node: number
  readonly kind: 'workItem' | 'milestone'
  readonly connection: string
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly url?: string
  readonly project?: string
  /** Number of the item that it is part of. */
  readonly parent?: number
  /** Absent: it is not scheduled. */
  readonly start?: number
  readonly finish?: number
  /** Calendar days of the baseline that counts. */
  readonly baselineStart?: string
  readonly baselineFinish?: string
  readonly critical: boolean
  /** Working minutes by which it can slip before its plan ends later; absent: not scheduled. */
  readonly float?: number
  readonly late: boolean
  readonly done: boolean
  readonly milestone: boolean
  readonly summary: boolean
  /** Some of its dates are assumed: no tracker states them. */
  readonly assumed: boolean
}

/** The bar of a node. @param promised its days in the baseline that counts */
export function barOf(scheduled: ScheduledPortfolio, node: number, promised: PromisedDays | undefined): Bar {
  const { portfolio, schedule } = scheduled
  const { nodes, network } = portfolio
  const known = nodes[node]
  if (known === undefined || (known.kind !== 'workItem' && known.kind !== 'milestone'))
    throw new Error(`Node ${node} of the network has no bar.`)
  const { kind, connection, ref, key, title, url, project, scheduling, assumptions } = known
  const parent = nodes[network.parent[node] ?? -1]?.kind === 'workItem' ? network.parent[node] : undefined
  const flags = network.flags[node] ?? 0
  const start = told(schedule.start[node])
  const finish = told(schedule.finish[node])
  const float = told(schedule.totalFloat[node])
  return {
    node,
    kind,
    connection,
    ref,
    title,
    critical: schedule.critical[node] === 1,
    late: isLate(scheduled, node),
    done: (flags & NODE_FLAGS.done) !== 0,
    milestone: kind === 'milestone' || (flags & NODE_FLAGS.milestone) !== 0,
    summary: scheduling === 'summary',
    assumed: assumptions.length > 0,
    ...progressOf(known),
    ...(key !== undefined && { key }),
    ...(url !== undefined && { url }),
    ...(project !== undefined && { project }),
    ...(parent !== undefined && { parent }),
    ...(start !== undefined && { start: start * MINUTE_MS }),
    ...(finish !== undefined && { finish: finish * MINUTE_MS }),
    ...(float !== undefined && { float: Math.round(float) }),
    ...(promised?.start !== undefined && { baselineStart: promised.start }),
    ...(promised?.finish !== undefined && { baselineFinish: promised.finish }),
  }
}

function told(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value
}
