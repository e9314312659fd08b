import { zoneOfNode } from '../network/index.ts'
import type { CommitmentFigures, Figures, NodeMove, ProjectFigures } from './figures.ts'
import { datesOf, daysBetween, finishTime, timeOf } from './impact-time.ts'
import type { NamedPromise } from './named-promise.ts'
import type { ImpactView } from './prepare-view.ts'
import type { StepOutcome } from './resolved-step.ts'
import type { ScenarioStep } from './step.ts'
import type { CommitmentMove, ImpactNode, ImpactSummary, Move, ProjectMove, RoleDemand } from './summary.ts'
import { counted, nodeName, problemWords, workWords } from './words.ts'

const MINUTES_A_DAY = 1440

/** What it stands on, to put names to numbers. */
export interface Summarised {
  readonly view: ImpactView
  readonly steps: readonly ScenarioStep[]
  readonly promises: readonly NamedPromise[]
}

/** Puts public names, days and sentences to the figures of a scenario. */
export function summarise(figures: Figures, context: Summarised): ImpactSummary {
  const { view, steps } = context
  const { nodes, moved, later, earlier, becameCritical } = figures
  const names = projectNames(context)
  const move = (one: NodeMove): Move => moveText(one, view, names)
  return {
    nodes,
    moved,
    later,
    earlier,
    becameCritical,
    steps: figures.outcomes.map((outcome) => ({
      step: outcome.step,
      reason: outcome.reason,
      text: stepText(outcome, steps[outcome.step], view),
    })),
    items: figures.items.filter(isKnown(view)).map(move),
    milestones: figures.milestones.filter(isKnown(view)).map(move),
    summaries: figures.summaries.filter(isKnown(view)).map(move),
    projects: figures.projects.map((one) => projectMove(one, view, names)),
    people: figures.people.map(({ person, ...counts }) => ({
      person: view.people[person]?.id ?? String(person),
      ...counts,
    })),
    commitments: figures.commitments.map((one) => commitmentMove(one, context, names)),
    unknown: {
      nodes: figures.unknown.nodes,
      first: figures.unknown.first.map((node) => impactNode(view, node)),
    },
    problems: figures.problems.map((problem) => problemWords(view.scheduled.portfolio, problem)),
    demand: demandOf(figures, context),
  }
}

/** Ids of the projects, those that steps add after them, by their names. */
function projectNames({ view, steps }: Summarised): readonly string[] {
  return [...view.projects, ...steps.flatMap((step) => (step.do === 'add-project' ? [step.shape.name] : []))]
}

/** Phases of added projects have no public name; they are told with their project. */
function isKnown({ scheduled }: ImpactView): (move: NodeMove) => boolean {
  return ({ node }) => node < scheduled.portfolio.nodes.length
}

function impactNode({ scheduled }: ImpactView, index: number): ImpactNode {
  const node = scheduled.portfolio.nodes[index]
  if (node === undefined) return { connection: '', kind: 'phase', ref: String(index) }
  const { connection, kind, ref, key } = node
  return { connection, kind, ref, ...(key !== undefined && { key }) }
}

function moveText(figures: NodeMove, view: ImpactView, projects: readonly string[]): Move {
  const { node, startBy, finishBy, floatBefore, floatAfter } = figures
  const zone = zoneOfNode(view.scheduled.portfolio, node)
  const before = datesOf(figures.startBefore, figures.finishBefore, zone)
  const after = datesOf(figures.startAfter, figures.finishAfter, zone)
  const project = projects[view.base.projectOf[node] ?? -1]
  return {
    node: impactNode(view, node),
    startBy: Math.round(startBy),
    finishBy: Math.round(finishBy),
    finishDays: daysBetween(before?.finish, after?.finish),
    path: figures.path.map((one) => impactNode(view, one)),
    ...(project !== undefined && { project }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(Number.isFinite(floatBefore) && { floatBefore: Math.round(floatBefore) }),
    ...(Number.isFinite(floatAfter) && { floatAfter: Math.round(floatAfter) }),
  }
}

function projectMove(figures: ProjectFigures, view: ImpactView, projects: readonly string[]): ProjectMove {
  const id = projects[figures.project] ?? String(figures.project)
  const zone = zoneOfNode(view.scheduled.portfolio, view.scheduled.portfolio.indexOfProject(id) ?? 0)
  const before = datesOf(figures.startBefore, figures.finishBefore, zone)
  const after = datesOf(figures.startAfter, figures.finishAfter, zone)
  const { moved, criticalBefore, criticalAfter, unknown } = figures
  return {
    project: id,
    startDays: daysBetween(before?.start, after?.start),
    finishDays: daysBetween(before?.finish, after?.finish),
    moved,
    criticalBefore,
    criticalAfter,
    unknown,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
}

function commitmentMove(
  figures: CommitmentFigures,
  { view, promises }: Summarised,
  projects: readonly string[],
): CommitmentMove {
  const { node, by, lateBefore, lateAfter, state } = figures
  const promise = promises[figures.promise]
  const zone = zoneOfNode(view.scheduled.portfolio, Math.max(node, 0))
  const number = node >= 0 ? (view.base.projectOf[node] ?? -1) : (promise?.project ?? -1)
  const project = projects[number]
  return {
    kind: figures.kind === 'promise' ? (promise?.kind ?? 'project') : figures.kind,
    by: finishTime(by, zone) ?? { at: '', day: '' },
    state,
    ...(node >= 0 && node < view.scheduled.portfolio.nodes.length && { node: impactNode(view, node) }),
    ...(project !== undefined && { project }),
    ...(promise !== undefined && { name: promise.name }),
    ...(Number.isFinite(lateBefore) && { lateBefore: inDays(lateBefore) }),
    ...(Number.isFinite(lateAfter) && { lateAfter: inDays(lateAfter) }),
  }
}

function inDays(minutes: number): number {
  return Math.round((minutes / MINUTES_A_DAY) * 10) / 10
}

function demandOf(figures: Figures, { view, steps }: Summarised): RoleDemand[] {
  const zone = view.scheduled.portfolio.calendars[0]?.zone ?? 'UTC'
  return figures.added.flatMap(({ step, start, finish }) => {
    const shape = steps[step]
    if (shape?.do !== 'add-project') return []
    return shape.shape.phases.flatMap(({ name, needs = [] }, at) => {
      // The root stands before the phases.
      const from = timeOf(start[at + 1] ?? Number.NaN, zone)
      const until = finishTime(finish[at + 1] ?? Number.NaN, zone)
      return needs.map(({ role, people }) => ({
        project: shape.shape.name,
        phase: name,
        role,
        people,
        ...(from !== undefined && { from }),
        ...(until !== undefined && { until }),
      }))
    })
  })
}

/** What a step came to, as the end of a sentence that begins with what it supposes. */
function stepText(outcome: StepOutcome, step: ScenarioStep | undefined, view: ImpactView): string {
  if (step === undefined) return ''
  const { reason, changed, done, movedBy = 0, link } = outcome
  if (reason !== 'applied') return NOTHING[reason]
  const passed =
    done > 0 ? `; ${counted(done, 'item')} of it ${done === 1 ? 'is' : 'are'} finished already` : ''
  if (step.do === 'give-away' && step.back === undefined)
    return `${counted(changed, 'item')} less to do${passed}`
  if (step.do === 'add-project') return counted(step.shape.phases.length, 'phase')
  if (step.do === 'release-person') return `${counted(changed, 'item')} of unfinished work`
  if (Math.abs(movedBy) < 1) {
    const by = link === undefined ? '' : `; ${holder(view, link)} holds it`
    return `no finish of it moves${by}${passed}`
  }
  const direction = movedBy > 0 ? 'later' : 'earlier'
  const most = changed > 1 ? 'what moves farthest of it' : 'it'
  return `${most} finishes ${workWords(movedBy)} ${direction}${passed}`
}

function holder({ scheduled }: ImpactView, link: number): string {
  const from = scheduled.portfolio.network.from[link]
  return from === undefined ? 'an added link' : nodeName(scheduled.portfolio, from)
}

const NOTHING: Readonly<Record<Exclude<StepOutcome['reason'], 'applied'>, string>> = {
  done: 'it is finished already, so nothing of it can move',
  inactive: 'it is cancelled or set inactive, so nothing of it can move',
  'given-away': 'another step gives it away, so nothing of it is left to move',
  'not-scheduled': 'it has no dates in the schedule; `pmo schedule problems` tells why',
  summary: 'it sums up other items and has no duration of its own; name one of those',
  'no-link': 'there is no such link',
  'no-change': 'nothing changes by it',
  held: 'something holds it',
  'no-work': 'there is no unfinished work',
}
