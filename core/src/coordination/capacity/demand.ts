import type { Breathe } from '@headless-pmo/engine'
import type { Assignment } from '@headless-pmo/sdk'
import { toWorking } from '../../working-time/index.ts'
import type { NetworkNode, ScheduledPortfolio } from '../network/index.ts'
import { NODE_FLAGS } from '../schedule/index.ts'
import type { DemandColumns } from './capacity-input.ts'
import type { Claimants, ClaimantTerms } from './claimants.ts'
import { nameOf, type OfConnection } from './plan-records.ts'
import { usualEffort, type UsualEffort } from './usual-effort.ts'

/** Work on one item, before it is known who and when in detail. */
interface Entry {
  readonly node: number
  readonly who: ClaimantTerms
  readonly minutes: number
  readonly assumed: boolean
  readonly from: number
  readonly until: number
}

/** Everything that is still to be done, and by whom. */
export interface Demand {
  /** In the order that numbers count: people, then roles and nobody. */
  readonly claimants: readonly ClaimantTerms[]
  /** Ids of projects, in the order that numbers count. */
  readonly projects: readonly string[]
  readonly columns: DemandColumns
  /** Node of each entry. */
  readonly nodes: Int32Array
  /** Open items, for what the figures stand on. */
  readonly open: readonly OpenItem[]
}

/** An item that is not done, with what is known of its work. */
export interface OpenItem {
  readonly node: number
  readonly effortStated: boolean
  /** What its effort was taken from, where nobody states it; absent: the length of its schedule. */
  readonly usual?: UsualEffort['of']
  readonly allocated: boolean
  /** Planned finish or due date; NaN: none. */
  readonly promised: number
}

/**
 * What is left to do on every open item of all trackers: the remaining work of assignments in plans, else the remaining
 * work or estimate of the item shared by its assignees, else what such items usually took, else the time that its schedule
 * takes; the last two are assumptions. Never nothing: an item without anybody is nobody's work.
 *
 * @param breathe lets the event loop turn meanwhile
 * @param projects ids of the PMO's projects
 */
export async function demandOf(
  { portfolio, schedule, statusTime }: Pick<ScheduledPortfolio, 'portfolio' | 'schedule' | 'statusTime'>,
  assignments: readonly OfConnection<Assignment>[],
  {
    claimants,
    projects,
    breathe,
  }: { readonly claimants: Claimants; readonly projects: readonly string[]; readonly breathe: Breathe },
): Promise<Demand> {
  const { nodes, network } = portfolio
  const assigned = new Map<number, Assignment[]>()
  for (const { connection, record } of assignments) {
    await breathe()
    const node = portfolio.indexOf(connection, nameOf(record.item))
    if (node === undefined) continue
    const known = assigned.get(node)
    if (known === undefined) assigned.set(node, [record])
    else known.push(record)
  }
  const entries: Entry[] = []
  const open: OpenItem[] = []
  const usualOf = await usualEffort(nodes, breathe)
  for (const [index, node] of nodes.entries()) {
    await breathe()
    if (!isOpen(node, network.flags[index] ?? 0)) continue
    const summary = node.scheduling === 'summary'
    const item: ItemWork = {
      index,
      node,
      from: finite(schedule.start[index], statusTime),
      until: finite(schedule.finish[index], statusTime),
      left: leftOf(portfolio, index, schedule, statusTime),
      usual: usualOf(node),
    }
    const own = (assigned.get(index) ?? []).flatMap((assignment) => {
      const who = whoOf(claimants, node.connection, assignment)
      return who === undefined ? [] : [{ assignment, who }]
    })
    // What is below a summary carries its work, unless somebody is assigned to the summary itself.
    if (summary && own.length === 0) continue
    const found = own.length > 0 ? byAssignments(item, own) : byAssignees(item, claimants)
    entries.push(...found)
    const dates = [node.stated.finish, node.stated.due].filter((date) => date !== undefined)
    const effortStated = found.every(({ assumed }) => !assumed)
    open.push({
      node: index,
      effortStated,
      ...(!effortStated && own.length === 0 && item.usual !== undefined && { usual: item.usual.of }),
      allocated: found.every(({ who }) => who.claimant.kind !== 'nobody'),
      promised: dates.length === 0 ? NaN : Math.max(...dates),
    })
  }
  const columns = await columnsOf(entries, claimants.all(), { portfolio, projects, breathe })
  return { ...columns, projects, open }
}

interface ItemWork {
  readonly index: number
  readonly node: NetworkNode
  readonly from: number
  readonly until: number
  /** Working minutes of its own calendar that are left in its schedule. */
  readonly left: number
  /** What such items usually take. */
  readonly usual: UsualEffort | undefined
}

function isOpen({ kind, statusCategory, scheduling }: NetworkNode, flags: number): boolean {
  const todo = statusCategory === 'todo' || statusCategory === 'in_progress'
  return kind === 'workItem' && todo && scheduling !== 'milestone' && (flags & NODE_FLAGS.inactive) === 0
}

function leftOf(
  { network, calendars }: ScheduledPortfolio['portfolio'],
  index: number,
  { start, finish }: ScheduledPortfolio['schedule'],
  statusTime: number,
): number {
  const calendar = calendars[network.calendar[index] ?? -1]
  const from = finite(start[index], statusTime)
  const until = finite(finish[index], statusTime)
  const stated = network.duration[index] ?? NaN
  if (calendar === undefined) return Math.max(0, until - from)
  const count = (time: number): number => toWorking(calendar.table, 0, time)
  // Overdue: what of it is left is not known, so all of it is.
  if (until <= statusTime) return finite(stated, count(until) - count(from))
  return count(until) - count(Math.max(from, statusTime))
}

/** Whose an assignment is; undefined: it is no work, of a material or a cost. */
function whoOf(claimants: Claimants, connection: string, assignment: Assignment): ClaimantTerms | undefined {
  const { account, resource, role } = assignment
  if (account !== undefined) return claimants.account(connection, nameOf(account))
  if (resource !== undefined) return claimants.resource(connection, nameOf(resource))
  return role === undefined ? claimants.nobody() : claimants.role(role)
}

function byAssignments(
  item: ItemWork,
  own: readonly { readonly assignment: Assignment; readonly who: ClaimantTerms }[],
): Entry[] {
  const { index, node, from, until, left } = item
  const stated = own.map(({ assignment }) => statedWork(assignment))
  const open = own.filter(({ assignment }, at) => stated[at] === undefined && assignment.units === undefined)
  const known = stated.reduce<number>((sum, minutes) => sum + (minutes ?? 0), 0)
  const remaining = remainingOf(node)
  const shared = open.length === 0 ? 0 : Math.max(0, (remaining ?? left) - known) / open.length
  return own.flatMap(({ assignment, who }, at): Entry[] => {
    const own = stated[at]
    const byUnits = assignment.units === undefined ? undefined : assignment.units * left
    const minutes = own ?? byUnits ?? shared
    if (minutes <= 0) return []
    const isStated =
      own !== undefined || (byUnits === undefined ? remaining !== undefined : !isDurationAssumed(node))
    return [{ node: index, who, minutes, assumed: !isStated, from, until }]
  })
}

/** Remaining minutes as the plan states them. */
function statedWork({ remainingWork, plannedWork, actualWork = 0 }: Assignment): number | undefined {
  if (remainingWork !== undefined) return remainingWork
  return plannedWork === undefined ? undefined : Math.max(0, plannedWork - actualWork)
}

function byAssignees({ index, node, from, until, left, usual }: ItemWork, claimants: Claimants): Entry[] {
  const remaining = remainingOf(node)
  const assumed = remaining === undefined
  const minutes = remaining ?? usual?.minutes ?? left
  const { connection, assignees } = node
  const who = assignees.map((name) => claimants.account(connection, name))
  const everybody = [...new Set(who)]
  if (everybody.length === 0) everybody.push(claimants.nobody())
  return everybody.map((one) => ({
    node: index,
    who: one,
    minutes: minutes / everybody.length,
    assumed,
    from,
    until,
  }))
}

/**
 * Work that is left by the tracker's word. Booked as much as was estimated does not mean done: then it is not known.
 */
function remainingOf({ work }: NetworkNode): number | undefined {
  if (work?.remaining !== undefined && work.remaining > 0) return work.remaining
  if (work?.planned === undefined) return undefined
  const left = work.planned - (work.spent ?? 0)
  return left > 0 ? left : undefined
}

function isDurationAssumed({ assumptions }: NetworkNode): boolean {
  return assumptions.some(({ field }) => field === 'duration' || field === 'remaining')
}

function finite(time: number | undefined, otherwise: number): number {
  return time !== undefined && Number.isFinite(time) ? time : otherwise
}

async function columnsOf(
  entries: readonly Entry[],
  claimants: readonly ClaimantTerms[],
  {
    portfolio: { nodes, network },
    projects,
    breathe,
  }: {
    readonly portfolio: ScheduledPortfolio['portfolio']
    readonly projects: readonly string[]
    readonly breathe: Breathe
  },
): Promise<Pick<Demand, 'claimants' | 'columns' | 'nodes'>> {
  const numbers = new Map(claimants.map((one, number) => [one, number]))
  const projectNumbers = new Map(projects.map((id, number) => [id, number]))
  const { length } = entries
  const columns: DemandColumns = {
    claimant: new Int32Array(length),
    project: new Int32Array(length),
    calendar: new Int32Array(length),
    minutes: new Float64Array(length),
    assumed: new Uint8Array(length),
    from: new Float64Array(length),
    until: new Float64Array(length),
  }
  const of = new Int32Array(length)
  for (const [at, { node, who, minutes, assumed, from, until }] of entries.entries()) {
    await breathe()
    of[at] = node
    columns.claimant[at] = numbers.get(who) ?? -1
    columns.project[at] = projectNumbers.get(nodes[node]?.project ?? '') ?? projects.length
    columns.calendar[at] = Math.max(0, network.calendar[node] ?? 0)
    columns.minutes[at] = minutes
    columns.assumed[at] = Number(assumed)
    columns.from[at] = from
    columns.until[at] = until
  }
  return { claimants, columns, nodes: of }
}
