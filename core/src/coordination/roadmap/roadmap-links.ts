import { breather } from '@headless-pmo/engine'
import { orderBreach } from '../conflicts/index.ts'
import type { ScheduledPortfolio } from '../network/index.ts'
import { DRIVERS } from '../schedule/index.ts'

/** A dependency as a roadmap draws it, between two bars, or the whole projects that it is stated of. */
export interface RoadmapLink {
  /** Numbers of its ends within the schedule. */
  readonly from: number
  readonly to: number
  /** Id of the project that an end is as a whole; absent: the end is a bar. */
  readonly fromProject?: string
  readonly toProject?: string
  readonly type: 'FS' | 'SS' | 'FF' | 'SF'
  readonly origin: 'tracker' | 'milestone' | 'stated' | 'found'
  readonly confirmed: boolean
  readonly acrossTools: boolean
  /** Both ends are critical, and the link sets the start of its successor. */
  readonly critical: boolean
  /** Dates of its ends contradict it, as conflicts of order tell. */
  readonly broken: boolean
  /** Its ends wait for each other, directly or round about: no dates can keep it, so the schedule leaves it out. */
  readonly inCycle: boolean
}

const kept = new WeakMap<ScheduledPortfolio, Map<boolean, Promise<readonly RoadmapLink[]>>>()

/**
 * Dependencies of items with a bar and of whole projects: those between projects, or all of them. A schedule never changes, so that
 * they are judged once, however many pages of them are asked for.
 * @param projects ids of the projects of which one end at least must be; absent: all
 */
export async function roadmapLinks(
  scheduled: ScheduledPortfolio,
  wanted: { readonly projects?: ReadonlySet<string>; readonly withinProjects: boolean },
): Promise<readonly RoadmapLink[]> {
  const known = kept.get(scheduled) ?? new Map<boolean, Promise<readonly RoadmapLink[]>>()
  kept.set(scheduled, known)
  const all = known.get(wanted.withinProjects) ?? judgedLinks(scheduled, wanted.withinProjects)
  known.set(wanted.withinProjects, all)
  const { projects } = wanted
  if (projects === undefined) return all
  const { nodes } = scheduled.portfolio
  const isOf = (node: number): boolean => projects.has(nodes[node]?.project ?? '')
  const found: RoadmapLink[] = []
  const breathe = breather()
  for (const one of await all) {
    await breathe()
    if (isOf(one.from) || isOf(one.to)) found.push(one)
  }
  return found
}

async function judgedLinks(
  scheduled: ScheduledPortfolio,
  withinProjects: boolean,
): Promise<readonly RoadmapLink[]> {
  const { portfolio, schedule } = scheduled
  const { nodes, links } = portfolio
  const found: RoadmapLink[] = []
  const cycles = cycleNumbers(schedule)
  const breathe = breather()
  for (const [index, link] of links.entries()) {
    await breathe()
    const [from, to] = [nodes[link.from], nodes[link.to]]
    if (from === undefined || to === undefined || !isDrawn(from.kind) || !isDrawn(to.kind)) continue
    if (!withinProjects && from.project === to.project) continue
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
      broken: confirmed && orderBreach(scheduled, index) !== undefined,
      inCycle: cycles.has(link.from) && cycles.get(link.from) === cycles.get(link.to),
      ...(from.kind === 'project' && { fromProject: from.ref }),
      ...(to.kind === 'project' && { toProject: to.ref }),
    })
  }
  return found
}

/** What is only named elsewhere has no place on a roadmap. */
function isDrawn(kind: string): boolean {
  return kind !== 'placeholder'
}

/** Which nodes wait for each other: those of one number. */
function cycleNumbers({ problems }: ScheduledPortfolio['schedule']): ReadonlyMap<number, number> {
  const numbers = new Map<number, number>()
  for (const [number, problem] of problems.entries())
    if (problem.kind === 'cycle') for (const node of problem.members) numbers.set(node, number)
  return numbers
}
