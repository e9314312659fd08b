import { zoneOfNode } from '../network/index.ts'
import type { ProjectDefinition } from '../../config/index.ts'
import type { Baseline, BaselineRow } from '../../portfolio/index.ts'
import { minutesOf } from '../../working-time/index.ts'
import { findNodes } from './find-nodes.ts'
import type { PromisedDate } from './impact-base.ts'
import type { ImpactView } from './prepare-view.ts'

/** A date that somebody relies on, with who says so. */
export interface NamedPromise extends PromisedDate {
  readonly kind: 'baseline' | 'plan' | 'project'
  readonly name: string
}

/** A baseline or plan with the rows of it that are promises: milestones and projects. */
export interface PromisingBaseline {
  readonly baseline: Baseline
  readonly rows: readonly BaselineRow[]
}

/** What a project promises by its definition. */
export type PromisingProject = Pick<ProjectDefinition, 'id' | 'committedFinish' | 'commitments'>

/** All dates that baselines, the plan of record and the definitions of projects promise for nodes of the network. */
export function namedPromises(
  view: ImpactView,
  projects: readonly PromisingProject[],
  baselines: readonly PromisingBaseline[],
): NamedPromise[] {
  const { portfolio } = view.scheduled
  const numbers = new Map(view.projects.map((id, number) => [id, number]))
  const found: NamedPromise[] = []
  const add = (promise: NamedPromise): void => {
    if (!Number.isNaN(promise.by) && (promise.node >= 0 || promise.project >= 0)) found.push(promise)
  }
  const named = findNodes(
    portfolio,
    projects.flatMap(({ commitments = [] }) => commitments.flatMap(({ item }) => item ?? [])),
  )
  for (const { id, committedFinish, commitments = [] } of projects) {
    const project = numbers.get(id) ?? -1
    const own = portfolio.indexOfProject(id) ?? -1
    if (committedFinish !== undefined)
      add({
        kind: 'project',
        name: 'agreed finish',
        node: -1,
        project,
        by: endOfDay(view, own, committedFinish),
      })
    for (const { name, date, item } of commitments) {
      const target = item === undefined ? undefined : named.get(item)
      if (item !== undefined && (target === undefined || !('index' in target))) continue
      const node = target !== undefined && 'index' in target ? target.index : -1
      add({ kind: 'project', name, node, project, by: endOfDay(view, node < 0 ? own : node, date) })
    }
  }
  for (const { baseline, rows } of baselines) {
    for (const { connection, kind, ref, finish } of rows) {
      if (finish === undefined) continue
      const isProject = kind === 'project'
      const node =
        (isProject ? portfolio.indexOfProject(ref) : portfolio.indexOf(connection, ref, kind)) ?? -1
      add({
        kind: baseline.kind,
        name: baseline.name,
        node: isProject ? -1 : node,
        project: isProject ? (numbers.get(ref) ?? -1) : -1,
        by: endOfDay(view, node, finish),
      })
    }
  }
  return found
}

/** When a date is over: a day with its last minute, anything else at its own time. */
function endOfDay(view: ImpactView, node: number, when: string): number {
  const zone = zoneOfNode(view.scheduled.portfolio, node)
  return minutesOf(when.length === 10 ? `${when}T24:00` : when, zone)
}
