import { nodeAddress, type PortfolioNetwork } from '../network/index.ts'
import type { ScheduleProblem } from '../schedule/index.ts'

/** What a node is called in a sentence: its key, else connection/ref; never its title, which may name people. */
export function nodeName({ nodes }: Pick<PortfolioNetwork, 'nodes'>, index: number): string {
  const node = nodes[index]
  if (node === undefined) return 'an added phase'
  if (node.kind === 'project') return `project ${node.ref}`
  return node.key ?? nodeAddress(node)
}

/** Working minutes in words: "45 minutes", "6 hours", "2.5 working days" of 8 hours. */
export function workWords(minutes: number): string {
  const size = Math.abs(minutes)
  if (size < 60) return counted(round(size), 'minute')
  if (size < 480) return counted(round(size / 60), 'hour')
  return counted(round(size / 480), 'working day')
}

/** A number with its noun. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** What a scenario breaks in the schedule, as a sentence. */
export function problemWords(portfolio: PortfolioNetwork, problem: ScheduleProblem): string {
  const name = (node: number): string => nodeName(portfolio, node)
  switch (problem.kind) {
    case 'cycle': {
      const ring = problem.nodes.slice(0, 10).map(name)
      const more = problem.nodes.length > ring.length ? ` and ${problem.nodes.length - ring.length} more` : ''
      return `${ring.join(', ')}${more} would wait for each other; leave one of the links away.`
    }
    case 'constraintContradicted':
      return `${name(problem.node)} has a fixed date that what it waits for makes impossible by ${workWords(problem.minutes)}.`
    case 'linkToOwnSummary':
      return `${name(problem.node)} cannot be linked with what it is part of; the link counts for nothing.`
    case 'beyondHorizon':
      return `${name(problem.node)} would lie beyond the year 9999; give it a shorter time.`
    case 'outOfRange':
      return `${name(problem.node)} would have an impossible value (${problem.field}).`
    case 'outOfSequence':
      return `${name(problem.node)} has begun ${workWords(problem.minutes)} before what it waits for would allow.`
    case 'projectFinishMissed':
      return `A project would miss its stated finish by ${workWords(problem.minutes)}.`
    case 'parentCycle':
      return `${problem.nodes.slice(0, 10).map(name).join(', ')} are part of each other.`
    case 'unknownEnd':
      return 'A link leads nowhere.'
    case 'deadlineMissed':
    case 'doneWithoutDates':
    case 'ownParent':
    case 'selfLink':
    case 'unknownParent':
    case 'constraintWithoutDate':
    case 'manualWithoutDates':
    case 'calendarWithoutWork':
    case 'actualsReversed':
      return `${name(problem.node)}: ${OTHERS[problem.kind]}.`
    default:
      return problem satisfies never
  }
}

const OTHERS = {
  deadlineMissed: 'its deadline would be missed',
  doneWithoutDates: 'it is done, and nothing says when',
  unknownParent: 'what it is part of is not known',
  ownParent: 'it would be part of itself',
  selfLink: 'it would wait for itself',
  constraintWithoutDate: 'its constraint has no date',
  manualWithoutDates: 'it is scheduled by hand without dates',
  calendarWithoutWork: 'its calendar has no working time where it is needed',
  actualsReversed: 'it would have finished before it began',
} as const
