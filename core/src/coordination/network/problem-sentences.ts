import type { ScheduleProblem } from '../schedule/index.ts'
import { nodeWords } from './node-words.ts'
import type { ScheduledPortfolio } from './scheduled-portfolio.ts'
import { workWords } from './words.ts'

/** What is wrong with a schedule, for people: one sentence, and the nodes that it names. */
export interface ToldProblem {
  readonly kind: string
  readonly sentence: string
  readonly nodes: readonly number[]
}

/** Names of a ring that a sentence holds at most. */
const MOST_NAMES = 12
/** Problems of one node that are told with it at most. */
const MOST_ABOUT = 5

/** Everything that is wrong with the records of the network, then with its dates. */
export function toldProblems(scheduled: ScheduledPortfolio): ToldProblem[] {
  const { portfolio, schedule } = scheduled
  return [
    ...portfolio.problems.map(({ kind, sentence, nodes }) => ({ kind, sentence, nodes })),
    // A link to itself is told by the network, which knows its record.
    ...schedule.problems.flatMap((problem) =>
      problem.kind === 'selfLink' ? [] : [toldProblem(scheduled, problem)],
    ),
  ]
}

/** What is wrong with one node, without its deadline: at most a few. */
export function problemsAbout(scheduled: ScheduledPortfolio, node: number): ToldProblem[] {
  const { portfolio, schedule } = scheduled
  const found: ToldProblem[] = portfolio.problems.filter(({ nodes }) => nodes.includes(node))
  for (const problem of schedule.problems) {
    if (found.length >= MOST_ABOUT) break
    if (problem.kind === 'deadlineMissed' || problem.kind === 'selfLink') continue
    const concerns =
      'members' in problem
        ? problem.members.includes(node)
        : 'nodes' in problem
          ? problem.nodes.includes(node)
          : 'node' in problem && problem.node === node
    if (concerns) found.push(toldProblem(scheduled, problem))
  }
  return found.slice(0, MOST_ABOUT)
}

/** One problem of the schedule. */
export function toldProblem(scheduled: ScheduledPortfolio, problem: ScheduleProblem): ToldProblem {
  const { kind } = problem
  const told = (sentence: string, ...nodes: readonly number[]): ToldProblem => ({ kind, sentence, nodes })
  const name = (node: number): string => nodeWords(scheduled.portfolio, node)
  switch (problem.kind) {
    case 'cycle':
      return told(
        `${ring(problem.nodes, name)} wait for each other, so none of them can begin; take one of their links away. Until then the links between them are left out of the schedule.`,
        ...problem.nodes,
      )
    case 'parentCycle':
      return told(
        `${ring(problem.nodes, name)} are part of each other; give one of them another parent. The first was taken as part of none.`,
        ...problem.nodes,
      )
    case 'ownParent':
      return told(`${name(problem.node)} is its own parent; take the parent away.`, problem.node)
    case 'selfLink':
      return told(`${name(problem.node)} waits for itself; take the link away.`, problem.node)
    case 'linkToOwnSummary':
      return told(
        `A link ties ${name(problem.node)} to something that it is part of, or that is part of it, which can have no meaning; take the link away. It is left out.`,
        problem.node,
      )
    case 'unknownEnd':
      return told('A link leads to something that is not in the network; it is left out.')
    case 'constraintContradicted':
      return told(
        `The constraint of ${name(problem.node)} holds it ${workWords(problem.minutes)} of work earlier than ${linkedTo(scheduled, problem.link, name)} allows; move the constraint, or take the link away.`,
        problem.node,
      )
    case 'deadlineMissed':
      return told(
        `${name(problem.node)} finishes ${workWords(problem.minutes)} of work after its deadline; move what it waits for, or agree on another date.`,
        problem.node,
      )
    case 'projectFinishMissed':
      return told(
        `"${scheduled.portfolio.plans[problem.project]?.title ?? 'A plan'}" is to finish ${workWords(problem.minutes)} of work before its last item can; move its finish or shorten its critical path.`,
      )
    case 'constraintWithoutDate':
      return told(
        `${name(problem.node)} has a constraint without the date that it needs; it is taken as "as soon as possible". State the date.`,
        problem.node,
      )
    case 'manualWithoutDates':
      return told(
        `${name(problem.node)} is scheduled by hand and states no dates; it is scheduled like the others. State its dates.`,
        problem.node,
      )
    case 'calendarWithoutWork':
      return told(
        `The calendar "${scheduled.portfolio.calendars[problem.calendar]?.name ?? 'unknown'}" of ${name(problem.node)} has no working time where it is needed; give it working hours, or the item another calendar.`,
        problem.node,
      )
    case 'beyondHorizon':
      return told(
        `The dates of ${name(problem.node)} lie beyond the years 1 to 9999; look at its duration and what it waits for.`,
        problem.node,
      )
    case 'outOfRange':
      return told(
        `${name(problem.node)} states a ${problem.field} that is out of range; it is left out. Correct it in its tracker.`,
        problem.node,
      )
    case 'actualsReversed':
      return told(
        `${name(problem.node)} finished before it started, by its tracker; its start was taken as its finish. Correct one of the two.`,
        problem.node,
      )
    case 'outOfSequence':
      return told(
        `${name(problem.node)} began ${workWords(problem.minutes)} of work before ${linkedTo(scheduled, problem.link, name)} allowed; its actual start counts. Look whether the link is true.`,
        problem.node,
      )
    case 'unknownParent':
      return told(
        `The parent of ${name(problem.node)} is not in the network; it counts as part of none.`,
        problem.node,
      )
    case 'doneWithoutDates':
      return told(
        `${name(problem.node)} is done, and nothing tells when; state its actual finish.`,
        problem.node,
      )
    default: {
      const never: never = problem
      return never
    }
  }
}

function linkedTo({ portfolio }: ScheduledPortfolio, link: number, name: (node: number) => string): string {
  return link < 0 ? 'another date' : `its link to ${name(portfolio.network.from[link] ?? -1)}`
}

function ring(nodes: readonly number[], name: (node: number) => string): string {
  const shown = nodes.slice(0, MOST_NAMES).map(name)
  const rest = nodes.length - shown.length
  return `${shown.join(' ▸ ')}${rest > 0 ? ` ▸ … (${rest} more)` : ''} ▸ ${shown[0] ?? ''}`
}
