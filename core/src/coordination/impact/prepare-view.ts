import { createHash } from 'node:crypto'
import { breather } from '@headless-pmo/engine'
import type { Everybody } from '../../people/index.ts'
import { joinTables } from '../../working-time/index.ts'
import type { NetworkNode, ScheduledPortfolio } from '../network/index.ts'
import type { ScheduleOptions } from '../schedule/index.ts'
import { isNoMissedDate } from './known-problems.ts'
import { LISTED, type ImpactBase, type NodeLists } from './impact-base.ts'
import { Outline } from './outline.ts'
import type { ViewPerson } from './view-person.ts'

/** Nodes looked at between two looks at the clock. */
const STRIDE = 256

/** The scheduled portfolio as scenarios see it: what they are computed on, and what its numbers stand for. */
export interface ImpactView {
  readonly scheduled: ScheduledPortfolio
  readonly everybody: Everybody
  readonly base: ImpactBase
  /** Ids of projects, in the order of their numbers. */
  readonly projects: readonly string[]
  /** In the order of their numbers. */
  readonly people: readonly ViewPerson[]
  /** Tells the dates of everything from others: another text as soon as anything lies elsewhere. */
  readonly basis: string
  /** Number of a person by id. */
  readonly personNumber: ReadonlyMap<string, number>
}

/** Makes the view of a scheduled portfolio, a piece at a time (law 11). */
export async function prepareView(
  scheduled: ScheduledPortfolio,
  everybody: Everybody,
  {
    options,
    assigned,
  }: {
    readonly options: ScheduleOptions
    /** The people who have each node. */
    readonly assigned: readonly (readonly ViewPerson[])[]
  },
): Promise<ImpactView> {
  const { portfolio, schedule, statusTime } = scheduled
  const projects = portfolio.nodes.flatMap(({ kind, ref }) => (kind === 'project' ? [ref] : []))
  const people: ViewPerson[] = [...everybody.persons]
  const personNumber = new Map(people.map(({ id }, number) => [id, number]))
  const numberOf = (person: ViewPerson): number => {
    const number = personNumber.get(person.id)
    if (number !== undefined) return number
    people.push(person)
    personNumber.set(person.id, people.length - 1)
    return people.length - 1
  }
  const outline = new Outline({ size: portfolio.network.size, parent: schedule.order.parent })
  const projectNumber = new Map(projects.map((id, number) => [id, number]))
  const projectOf = new Int32Array(new SharedArrayBuffer(portfolio.nodes.length * 4)).fill(-1)
  const listed = new Uint8Array(new SharedArrayBuffer(portfolio.nodes.length))
  const lists: number[][] = []
  const breathe = breather()
  for (const [index, node] of portfolio.nodes.entries()) {
    if (index % STRIDE === 0) await breathe()
    projectOf[index] = node.project === undefined ? -1 : (projectNumber.get(node.project) ?? -1)
    listed[index] = listedAs(node, outline.isSummary(index))
    lists.push((assigned[index] ?? []).map(numberOf))
  }
  const base: ImpactBase = {
    network: portfolio.network,
    table: joinTables(
      portfolio.calendars.map(({ table }) => table),
      { shared: true },
    ),
    // Missed dates are told among the commitments, and there may be one for each item: too much to send along.
    schedule: { ...schedule, problems: schedule.problems.filter(isNoMissedDate) },
    options,
    statusTime,
    projectOf,
    projects: projects.length,
    people: nodeLists(lists),
    listed,
  }
  return { scheduled, everybody, base, basis: basisOf(schedule), projects, people, personNumber }
}

function basisOf({ start, finish }: ScheduledPortfolio['schedule']): string {
  return createHash('sha256').update(start).update(finish).digest('base64url')
}

function listedAs({ kind, scheduling }: NetworkNode, isSummary: boolean): number {
  if (kind === 'project' || kind === 'placeholder') return LISTED.hidden
  if (isSummary || scheduling === 'summary') return LISTED.summary
  return kind === 'milestone' || scheduling === 'milestone' ? LISTED.milestone : LISTED.item
}

function nodeLists(lists: readonly (readonly number[])[]): NodeLists {
  const at = new Int32Array(new SharedArrayBuffer((lists.length + 1) * 4))
  for (const [index, { length }] of lists.entries()) at[index + 1] = (at[index] ?? 0) + length
  const values = new Int32Array(new SharedArrayBuffer((at.at(-1) ?? 0) * 4))
  for (const [index, list] of lists.entries()) values.set(list, at[index] ?? 0)
  return { at, values }
}
