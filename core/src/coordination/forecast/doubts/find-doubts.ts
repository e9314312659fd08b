import type { CapacityFacts, OverAllocation } from '../../capacity/index.ts'
import { counted, finishDate } from '../forecast-words.ts'
import type { Doubt, DoubtedEnd, Overload, Pace } from './doubt.ts'

/** Working minutes that are called a day. */
const DAY = 480
/** A pace counts in weeks: what is less than one later than told is not later. */
const GRAIN = 7 * 1440
/** Names told in a sentence. */
const MOST_NAMES = 3

/** What capacity says of people. */
export interface PeopleWord {
  readonly facts: CapacityFacts
  /** By weeks. */
  readonly overAllocations: readonly OverAllocation[]
}

/** An end and the pace at which it was worked on. */
export interface PacedEnd {
  readonly end: DoubtedEnd
  /** Absent: too little was finished to tell. */
  readonly pace?: Pace
}

/**
 * Finishes that people will hardly keep: the critical path gives everybody any number of hands, so that a backlog without links is done
 * as soon as its longest item. Two things tell that it will not be, neither of them by an estimate: people who are asked for more than
 * they can work before the finish (a working day at least), and the pace at which items were finished, if even its median lies more
 * than a week after the finish. The one that is latest by its pace comes first.
 *
 * @param people absent: nothing is known of their time
 */
export function findDoubts(ends: readonly PacedEnd[], people?: PeopleWord): readonly Doubt[] {
  const unassigned = people === undefined ? undefined : unassignedWork(people.facts)
  const overAllocations = people === undefined ? undefined : byProject(people.overAllocations)
  return ends
    .map((paced) => ({ paced, lateness: latenessOf(paced) }))
    .toSorted((one, other) => other.lateness - one.lateness)
    .flatMap(({ paced: { end, pace }, lateness }) => {
      const overloads = overAllocations === undefined ? [] : overloadsOf(end, overAllocations)
      if (lateness <= 0 && overloads.length === 0) return []
      const slow = lateness > 0 ? pace : undefined
      const told = {
        kind: end.kind,
        ref: end.ref,
        title: end.title,
        finish: finishDate(end.finish, end.zone),
        overloads,
        unassigned: unassigned === undefined ? 0 : unassignedOf(end, unassigned),
        ...(slow !== undefined && { pace: slow }),
      }
      return [{ ...told, sentence: sentenceOf(told) }]
    })
}

/** Minutes by which the median of a pace is later than told, beyond its grain. */
function latenessOf({ end, pace }: PacedEnd): number {
  if (pace === undefined) return 0
  const at = pace.p50 === undefined ? Infinity : Temporal.Instant.from(pace.p50.at).epochMilliseconds / 60_000
  return Math.max(0, at - end.finish - GRAIN)
}

/** Rows of the whole and of each project: two hundred finishes would else read all rows two hundred times (law 11). */
interface Grouped<T> {
  readonly all: readonly T[]
  /** Without a key: what belongs to no project. */
  readonly of: ReadonlyMap<string | undefined, readonly T[]>
}

const rowsOf = <T>({ kind, ref }: DoubtedEnd, { all, of }: Grouped<T>): readonly T[] =>
  kind === 'project' ? (of.get(ref) ?? []) : all

function byProject(all: readonly OverAllocation[]): Grouped<OverAllocation> {
  const of = new Map<string | undefined, OverAllocation[]>()
  for (const one of all)
    for (const project of new Set(one.projects.map((competing) => competing.project))) {
      const own = of.get(project)
      if (own === undefined) of.set(project, [one])
      else own.push(one)
    }
  return { all, of }
}

function overloadsOf(end: DoubtedEnd, grouped: Grouped<OverAllocation>): readonly Overload[] {
  const byPerson = new Map<string, Overload>()
  for (const { person, name, period, over } of rowsOf(end, grouped)) {
    if (period.from >= end.finish) continue
    byPerson.set(person, { name, minutes: (byPerson.get(person)?.minutes ?? 0) + over })
  }
  return [...byPerson.values()]
    .filter(({ minutes }) => minutes >= DAY)
    .toSorted((one, other) => other.minutes - one.minutes || (one.name < other.name ? -1 : 1))
}

/** Work that nobody is named for: minutes, and the beginning of its week. */
interface Unassigned {
  readonly from: number
  readonly minutes: number
}

function unassignedWork({ claimants, weeks: { cells, periods } }: CapacityFacts): Grouped<Unassigned> {
  const all: Unassigned[] = []
  const of = new Map<string | undefined, Unassigned[]>()
  for (const { claimant, project, period, stated, assumed } of cells) {
    if (claimants[claimant]?.kind !== 'nobody') continue
    const work = { from: periods[period]?.from ?? Infinity, minutes: stated + assumed }
    all.push(work)
    const own = of.get(project)
    if (own === undefined) of.set(project, [work])
    else own.push(work)
  }
  return { all, of }
}

function unassignedOf(end: DoubtedEnd, grouped: Grouped<Unassigned>): number {
  return rowsOf(end, grouped).reduce((sum, { from, minutes }) => (from < end.finish ? sum + minutes : sum), 0)
}

function sentenceOf({ kind, title, finish, pace, overloads, unassigned }: Omit<Doubt, 'sentence'>): string {
  const clauses: string[] = []
  if (pace !== undefined)
    clauses.push(
      `at the pace of the last ${counted(pace.weeks, 'week')} its ${counted(pace.items, 'open item')} ${pace.items === 1 ? 'is' : 'are'} done ${
        pace.p50 === undefined
          ? 'in more than ten years, or never'
          : `on ${pace.p50.day} (P50)${pace.p85 === undefined ? '' : ` or ${pace.p85.day} (P85)`}`
      }`,
    )
  if (overloads.length > 0) {
    const sum = overloads.reduce((total, { minutes }) => total + minutes, 0)
    const names = overloads.slice(0, MOST_NAMES).map(({ name, minutes }) => `${name} ${daysText(minutes)}`)
    const rest = overloads.length - names.length
    clauses.push(
      `${counted(overloads.length, 'person', 'people')} ${kind === 'portfolio' ? '' : 'that it needs '}${overloads.length === 1 ? 'is' : 'are'} asked by all projects for ${daysText(sum)} of work more than they can do by then (${names.join(', ')}${rest > 0 ? `, ${rest} more` : ''})`,
    )
  }
  if (unassigned >= DAY) clauses.push(`${daysText(unassigned)} of its work by then are nobody’s`)
  return `${title}, told for ${finish.day}: ${clauses.join('; ')}.`
}

/** `12 days`, of 8 hours each. */
function daysText(minutes: number): string {
  return counted(Math.round(minutes / DAY), 'day')
}
