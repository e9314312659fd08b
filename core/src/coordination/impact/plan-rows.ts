import { breather } from '@headless-pmo/engine'
import type { BaselineRow } from '../../portfolio/index.ts'
import { LISTED } from './impact-base.ts'
import type { ComputedImpact } from './impact-service.ts'
import type { ScenarioStep } from './step.ts'

/** Nodes looked at between two looks at the clock. */
const STRIDE = 256
/** Connection of rows about projects, as baselines name them. */
const PMO = 'pmo'

/**
 * The rows of a plan of record: every item and milestone with the dates that the scenario gives it, and the projects from
 * first to last. What is given away for good is left out; what nobody is left to do has no date, and says so.
 */
export async function planRows(
  impact: ComputedImpact,
  steps: readonly ScenarioStep[],
  project?: string,
): Promise<BaselineRow[]> {
  const { view, figures } = impact
  const { dates } = figures
  if (dates === undefined) throw new Error('The dates of the scenario were not asked for.')
  const { portfolio } = view.scheduled
  const dropped = new Set(figures.dropped)
  const unknown = new Set(figures.undatable)
  const rows: BaselineRow[] = []
  const spans = new Map<string, { start: number; finish: number; unknown: boolean }>()
  const breathe = breather()
  for (const [index, node] of portfolio.nodes.entries()) {
    if (index % STRIDE === 0) await breathe()
    if (node.kind !== 'workItem' && node.kind !== 'milestone') continue
    if (dropped.has(index) || (project !== undefined && node.project !== project)) continue
    const [start, finish] = [dates.start[index] ?? Number.NaN, dates.finish[index] ?? Number.NaN]
    const isUnknown = unknown.has(index)
    const listed = view.base.listed[index]
    rows.push({
      connection: node.connection,
      kind: node.kind,
      ref: node.ref,
      title: node.title,
      basis: isUnknown ? 'nobody is left to do it, or what it waits for' : 'computed by the schedule',
      ...(node.key !== undefined && { key: node.key }),
      ...(node.project !== undefined && { project: node.project }),
      ...(!isUnknown && startAndFinish(start, finish)),
      ...(node.work?.planned !== undefined && { work: node.work.planned }),
      ...(node.points !== undefined && { points: node.points }),
      ...(listed === LISTED.milestone && { isMilestone: true }),
      ...(listed === LISTED.summary && { summary: true }),
    })
    if (node.project !== undefined) widen(spans, node.project, { start, finish, unknown: isUnknown })
  }
  const names = new Map(
    portfolio.nodes.flatMap(({ kind, ref, title }) => (kind === 'project' ? [[ref, title]] : [])),
  )
  for (const [ref, span] of spans) rows.push(projectRow(ref, names.get(ref) ?? ref, span))
  if (project === undefined) {
    for (const { step, start, finish } of figures.added) {
      const added = steps[step]
      if (added?.do !== 'add-project') continue
      const span = { start: start[0] ?? Number.NaN, finish: finish[0] ?? Number.NaN, unknown: false }
      rows.push(projectRow(added.shape.name, added.shape.name, span))
    }
  }
  return rows
}

interface Span {
  readonly start: number
  readonly finish: number
  readonly unknown: boolean
}

function widen(spans: Map<string, Span>, project: string, { start, finish, unknown }: Span): void {
  const known = spans.get(project) ?? { start: Infinity, finish: -Infinity, unknown: false }
  const isDated = !unknown && Number.isFinite(start) && Number.isFinite(finish)
  spans.set(project, {
    start: isDated ? Math.min(known.start, start) : known.start,
    finish: isDated ? Math.max(known.finish, finish) : known.finish,
    unknown: known.unknown || unknown,
  })
}

function projectRow(ref: string, title: string, { start, finish, unknown }: Span): BaselineRow {
  return {
    connection: PMO,
    kind: 'project',
    ref,
    title,
    project: ref,
    basis: unknown ? 'items that nobody is left to do hide its finish' : 'computed by the schedule',
    ...startAndFinish(start, unknown ? Number.NaN : finish),
  }
}

function startAndFinish(start: number, finish: number): Pick<BaselineRow, 'start' | 'finish'> {
  return {
    ...(Number.isFinite(start) && { start: instantOf(start) }),
    ...(Number.isFinite(finish) && { finish: instantOf(finish) }),
  }
}

function instantOf(minutes: number): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(minutes * 60_000)).toString()
}
