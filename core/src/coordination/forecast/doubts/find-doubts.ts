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
  return ends
    .map((paced) => ({ paced, lateness: latenessOf(paced) }))
    .toSorted((one, other) => other.lateness - one.lateness)
    .flatMap(({ paced: { end, pace }, lateness }) => {
      const overloads = people === undefined ? [] : overloadsOf(end, people.overAllocations)
      if (lateness <= 0 && overloads.length === 0) return []
      const slow = lateness > 0 ? pace : undefined
      const told = {
        kind: end.kind,
        ref: end.ref,
        title: end.title,
        finish: finishDate(end.finish, end.zone),
        overloads,
        unassigned: people === undefined ? 0 : unassignedOf(end, people.facts),
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

function overloadsOf(end: DoubtedEnd, all: readonly OverAllocation[]): readonly Overload[] {
  const byPerson = new Map<string, Overload>()
  for (const { person, name, period, over, projects } of all) {
    if (period.from >= end.finish) continue
    if (end.kind === 'project' && !projects.some(({ project }) => project === end.ref)) continue
    byPerson.set(person, { name, minutes: (byPerson.get(person)?.minutes ?? 0) + over })
  }
  return [...byPerson.values()]
    .filter(({ minutes }) => minutes >= DAY)
    .toSorted((one, other) => other.minutes - one.minutes || (one.name < other.name ? -1 : 1))
}

function unassignedOf(end: DoubtedEnd, { claimants, weeks: { cells, periods } }: CapacityFacts): number {
  return cells.reduce((sum, { claimant, project, period, stated, assumed }) => {
    const isTheirs = end.kind === 'portfolio' || project === end.ref
    const isBefore = (periods[period]?.from ?? Infinity) < end.finish
    return isTheirs && isBefore && claimants[claimant]?.kind === 'nobody' ? sum + stated + assumed : sum
  }, 0)
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
