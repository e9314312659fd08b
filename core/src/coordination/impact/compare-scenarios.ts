import { zoneOfNode } from '../network/index.ts'
import type { BaselineRow } from '../../portfolio/index.ts'
import { minutesOf } from '../../working-time/index.ts'
import type { Impact } from './impact-service.ts'
import { daysBetween, finishTime } from './impact-time.ts'
import type { ImpactView } from './prepare-view.ts'
import { projectSpans } from './project-spans.ts'
import type { KeptScenario } from './queries.ts'
import type { CommitmentMove, ImpactNode, ImpactTime, Move } from './summary.ts'

/** A finish in one column; absent: it has none there, or nobody can tell. */
export interface ComparedFinish {
  readonly finish?: ImpactTime
  /** Calendar days after the plan as it is now; below zero: before. */
  readonly days?: number
}

/** One project or milestone over all columns. */
export interface ComparedRow {
  readonly project?: string
  readonly node?: ImpactNode
  readonly now: ComparedFinish
  /** As the plan of record has it; absent: there is none. */
  readonly record?: ComparedFinish
  /** In the order of the scenarios. */
  readonly scenarios: readonly ComparedFinish[]
}

/** What one scenario comes to. */
export interface ComparedScenario {
  readonly id: string
  readonly name: string
  readonly moved: number
  readonly later: number
  readonly earlier: number
  readonly becameCritical: number
  readonly broken: number
  readonly worse: number
  readonly better: number
  readonly keptAgain: number
  /** Items, and dates that others rely on, of which nobody can tell any more. */
  readonly unknown: number
  readonly problems: number
}

/** Scenarios beside each other, the plan as it is, and the plan of record. */
export interface Comparison {
  readonly asOf: string
  readonly scenarios: readonly ComparedScenario[]
  readonly projects: readonly ComparedRow[]
  /** Milestones that move in one of them. */
  readonly milestones: readonly ComparedRow[]
}

/** Puts what came out of scenarios side by side; all of them have to stand on the same view. */
export function compareOutcomes(
  view: ImpactView,
  outcomes: readonly { readonly scenario: KeptScenario; readonly impact: Impact }[],
  record: readonly BaselineRow[] | undefined,
): Comparison {
  return {
    asOf: view.scheduled.asOf,
    scenarios: outcomes.map(({ scenario, impact }) => comparedScenario(scenario, impact)),
    projects: projectRows(view, outcomes, record),
    milestones: milestoneRows(view, outcomes, record),
  }
}

function comparedScenario({ id, name }: KeptScenario, { summary }: Impact): ComparedScenario {
  const { moved, later, earlier, becameCritical, commitments } = summary
  const count = (state: CommitmentMove['state']): number =>
    commitments.filter((commitment) => commitment.state === state).length
  return {
    id,
    name,
    moved,
    later,
    earlier,
    becameCritical,
    broken: count('broken'),
    worse: count('worse'),
    better: count('better'),
    keptAgain: count('kept-again'),
    unknown: summary.unknown.nodes,
    problems: summary.problems.length,
  }
}

function projectRows(
  view: ImpactView,
  outcomes: readonly { readonly impact: Impact }[],
  record: readonly BaselineRow[] | undefined,
): ComparedRow[] {
  const now = projectSpans(view)
  const added = outcomes.flatMap(({ impact }) => impact.summary.projects.map(({ project }) => project))
  const planned = plannedFinishes(view, record, ({ kind }) => kind === 'project')
  return [...new Set([...now.keys(), ...added])].map((project) => {
    const finish = now.get(project)?.finish
    return {
      project,
      now: { ...(finish !== undefined && { finish }) },
      ...(record !== undefined && { record: against(finish, planned.get(`pmo\nproject\n${project}`)) }),
      scenarios: outcomes.map(({ impact }) => {
        const move = impact.summary.projects.find((one) => one.project === project)
        return against(finish, move === undefined ? finish : move.after?.finish)
      }),
    }
  })
}

function milestoneRows(
  view: ImpactView,
  outcomes: readonly { readonly impact: Impact }[],
  record: readonly BaselineRow[] | undefined,
): ComparedRow[] {
  const found = new Map<string, { readonly move: Move; readonly after: (ImpactTime | undefined)[] }>()
  for (const [column, { impact }] of outcomes.entries()) {
    for (const move of impact.summary.milestones) {
      const name = nodeText(move.node)
      const before = move.before?.finish
      const known = found.get(name) ?? { move, after: outcomes.map(() => before) }
      known.after[column] = move.after?.finish
      found.set(name, known)
    }
  }
  const planned = plannedFinishes(
    view,
    record,
    ({ kind, isMilestone }) => kind === 'milestone' || isMilestone === true,
  )
  return [...found].map(([name, { move, after }]) => {
    const finish = move.before?.finish
    return {
      node: move.node,
      ...(move.project !== undefined && { project: move.project }),
      now: { ...(finish !== undefined && { finish }) },
      ...(record !== undefined && { record: against(finish, planned.get(name)) }),
      scenarios: after.map((one) => against(finish, one)),
    }
  })
}

const nodeText = ({ connection, kind, ref }: ImpactNode | BaselineRow): string =>
  `${connection}\n${kind}\n${ref}`

function plannedFinishes(
  view: ImpactView,
  record: readonly BaselineRow[] | undefined,
  matches: (row: BaselineRow) => boolean,
): ReadonlyMap<string, ImpactTime> {
  const { portfolio } = view.scheduled
  const found = new Map<string, ImpactTime>()
  for (const row of record ?? []) {
    if (row.finish === undefined || !matches(row)) continue
    const node =
      row.kind === 'project'
        ? portfolio.indexOfProject(row.ref)
        : portfolio.indexOf(row.connection, row.ref, row.kind)
    const zone = zoneOfNode(portfolio, node ?? -1)
    const time = finishTime(minutesOf(row.finish, zone), zone)
    if (time !== undefined) found.set(nodeText(row), time)
  }
  return found
}

function against(now: ImpactTime | undefined, finish: ImpactTime | undefined): ComparedFinish {
  if (finish === undefined) return {}
  return { finish, ...(now !== undefined && { days: daysBetween(now, finish) }) }
}
