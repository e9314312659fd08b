import type { NetworkLink, PortfolioNetwork, ScheduledPortfolio } from '../network/index.ts'
import { DRIVERS } from '../schedule/index.ts'

/** A dependency as a roadmap draws it, between the numbers of two bars. */
export interface RoadmapLink {
  readonly from: number
  readonly to: number
  readonly type: 'FS' | 'SS' | 'FF' | 'SF'
  readonly origin: 'tracker' | 'milestone' | 'stated' | 'found'
  readonly confirmed: boolean
  readonly acrossTools: boolean
  /** Both ends are critical, and the link sets the start of its successor. */
  readonly critical: boolean
  /** The trackers' own dates contradict it: the successor is to start before its predecessor is to finish. */
  readonly broken: boolean
}

/** A predecessor that ends a day and a successor that starts the same day agree: trackers know days. */
const DAY = 24 * 60

/**
 * Dependencies of items with a bar: those between projects, or all of them. Pure.
 * @param projects ids of the projects of which one end at least must be; absent: all
 */
export function roadmapLinks(
  { portfolio, schedule }: ScheduledPortfolio,
  wanted: { readonly projects?: ReadonlySet<string>; readonly withinProjects: boolean },
): readonly RoadmapLink[] {
  const { nodes, links } = portfolio
  const found: RoadmapLink[] = []
  for (const [index, link] of links.entries()) {
    const [from, to] = [nodes[link.from], nodes[link.to]]
    if (from === undefined || to === undefined || !hasBar(from.kind) || !hasBar(to.kind)) continue
    if (!wanted.withinProjects && from.project === to.project) continue
    if (
      wanted.projects !== undefined &&
      !wanted.projects.has(from.project ?? '') &&
      !wanted.projects.has(to.project ?? '')
    )
      continue
    const { type, origin, confirmed, acrossTools } = link
    found.push({
      from: link.from,
      to: link.to,
      type,
      origin,
      confirmed,
      acrossTools,
      critical:
        schedule.critical[link.from] === 1 &&
        schedule.critical[link.to] === 1 &&
        schedule.driver[link.to] === DRIVERS.link &&
        schedule.driverIndex[link.to] === index,
      broken: confirmed && isBroken(portfolio, index, link),
    })
  }
  return found
}

function hasBar(kind: string): boolean {
  return kind === 'workItem' || kind === 'milestone'
}

/**
 * Whether what the trackers state of both ends cannot be: told of links from finish to start without a lead, since only those
 * forbid an overlap, and while the successor is not done.
 */
function isBroken({ nodes, network }: PortfolioNetwork, index: number, link: NetworkLink): boolean {
  if (link.type !== 'FS' || (network.lag[index] ?? 0) < 0) return false
  if (nodes[link.to]?.statusCategory === 'done') return false
  const finish = nodes[link.from]?.stated.finish ?? nodes[link.from]?.stated.due
  const start = nodes[link.to]?.stated.start
  return finish !== undefined && start !== undefined && start + DAY < finish
}
