import { z } from 'zod'
import { gapsReply } from '../network/index.ts'
import type { Impact } from './impact-service.ts'
import type { ImpactView } from './prepare-view.ts'
import type { ScenarioView } from './scenario-service.ts'
import { scenarioSteps, type ScenarioStep } from './step.ts'
import { supposed } from './supposed.ts'
import type { ImpactNode, ImpactSummary, Move } from './summary.ts'

const count = z.int().min(0)

/** A node as replies name it. */
export const node = z.object({
  connection: z.string().describe('Empty for a project'),
  kind: z.string().describe('workItem, milestone, project or placeholder'),
  ref: z.string(),
  key: z.string().optional(),
  title: z.string().optional().describe('Absent: it is not in the network any more'),
})

/** A point in time in replies. */
export const time = z.object({
  at: z.string().describe('Instant'),
  day: z.string().describe('Calendar day in the zone of its plan'),
})

const dates = z.object({ start: time, finish: time })

const move = z.object({
  node,
  project: z.string().optional(),
  before: dates.optional().describe('Absent: it is new, or had no dates'),
  after: dates.optional().describe('Absent: it is given away, or nobody can tell any more'),
  startBy: z.number().describe('Working minutes of its calendar; below zero: earlier'),
  finishBy: z.number().describe('Working minutes of its calendar; below zero: earlier'),
  finishDays: z.int().describe('Calendar days by which it finishes later'),
  floatBefore: z.number().optional().describe('Total float, working minutes'),
  floatAfter: z.number().optional().describe('Total float, working minutes'),
  path: z.array(node).readonly().describe('From what was changed to it, each the reason of the next'),
})

const commitment = z.object({
  kind: z
    .enum(['deadline', 'constraint', 'baseline', 'plan', 'project'])
    .describe(
      'constraint: a fixed date of its tracker; plan: the plan of record; project: by its definition',
    ),
  node: node.optional(),
  project: z.string().optional(),
  name: z.string().optional().describe('Of the baseline, plan or commitment'),
  by: time.describe('When it is to be kept'),
  lateBefore: z.number().optional().describe('Days of the clock after it as planned; below zero: before it'),
  lateAfter: z.number().optional().describe('The same in the scenario; absent: nobody can tell'),
  state: z.enum(['broken', 'worse', 'better', 'kept-again', 'unknown']),
})

/** What comes out of a scenario, in replies. */
const impactShape = {
  nodes: count.describe('Nodes of the network'),
  moved: count.describe('Items and milestones that move'),
  later: count,
  earlier: count,
  becameCritical: count,
  steps: z
    .array(
      z.object({
        step: count.describe('Position, from 0'),
        reason: z.string().describe('applied, or why it changes nothing'),
        text: z.string(),
      }),
    )
    .readonly(),
  items: z.array(move).readonly().describe('What moves, the farthest first; of a long list its begin'),
  milestones: z.array(move).readonly(),
  summaries: z.array(move).readonly(),
  projects: z
    .array(
      z.object({
        project: z.string(),
        before: dates.optional(),
        after: dates.optional().describe('Absent: when it is finished cannot be said'),
        startDays: z.int(),
        finishDays: z.int().describe('Calendar days by which it finishes later'),
        moved: count,
        criticalBefore: count,
        criticalAfter: count,
        unknown: count.describe('Items of it that have no date any more'),
      }),
    )
    .readonly(),
  people: z
    .array(
      z.object({
        person: z.string().describe('Id of a person; connection/account where nobody knows whose it is'),
        name: z.string().optional(),
        moved: count.describe('Unfinished items of theirs that move'),
        atOnceBefore: count.describe('Most unfinished items at the same time'),
        atOnceAfter: count,
        gained: count,
        lost: count,
      }),
    )
    .readonly(),
  commitments: z.array(commitment).readonly().describe('Dates that others rely on; those that break first'),
  unknown: z
    .object({ nodes: count, first: z.array(node).readonly() })
    .describe('What has no date any more, since nobody is left to do it or what it waits for'),
  problems: z.array(z.string()).readonly().describe('What is wrong with the schedule only then'),
  demand: z
    .array(
      z.object({
        project: z.string(),
        phase: z.string(),
        role: z.string(),
        people: z.number().describe('Full-time people'),
        from: time.optional(),
        until: time.optional(),
      }),
    )
    .readonly()
    .describe('What projects of assumed shape need'),
}

export const impactReply = z.object({
  asOf: z.string().describe('Until when the data was known that it stands on'),
  feedPosition: z.string().describe('Position of the change feed'),
  ...impactShape,
  gaps: gapsReply,
})

export const scenarioReply = z.object({
  id: z.string(),
  name: z.string(),
  note: z.string().optional(),
  createdBy: z.string(),
  createdAt: z.string().describe('Instant'),
  version: z.int().describe('Counts up with every change'),
  changedBy: z.string(),
  changedAt: z.string(),
  withdrawnBy: z.string().optional(),
  withdrawnAt: z.string().optional(),
  steps: scenarioSteps.readonly(),
  supposes: z.array(z.string()).readonly().describe('Each step in words'),
  stale: z.string().optional().describe('Why it should be run again; absent: it stands on what is known now'),
  ranBy: z.string().optional(),
  ranAt: z.string().optional(),
  moved: count.optional().describe('Items and milestones that moved when it was last run'),
  broken: count.optional().describe('Dates that others rely on and that it breaks or makes worse'),
  impact: impactReply.optional().describe('What came out when it was last run'),
})

/** An impact as replies show it: with titles and names as they are now. */
export function shownImpact(
  view: ImpactView,
  { asOf, feedPosition, summary, gaps }: Pick<Impact, 'asOf' | 'feedPosition' | 'summary' | 'gaps'>,
  supposes: readonly ScenarioStep[],
): z.input<typeof impactReply> {
  const { items, milestones, summaries, commitments, people, unknown, steps, ...rest } = summary
  const moves = (list: readonly Move[]): z.input<typeof move>[] => list.map((one) => shownMove(view, one))
  return {
    asOf,
    feedPosition,
    ...rest,
    ...(gaps !== undefined && { gaps }),
    steps: steps.map(({ text, ...effect }) => {
      const step = supposes[effect.step]
      return { ...effect, text: step === undefined ? text : `${supposedText(view, step)}: ${text}.` }
    }),
    items: moves(items),
    milestones: moves(milestones),
    summaries: moves(summaries),
    commitments: commitments.map(({ node: of, ...one }) => ({
      ...one,
      ...(of !== undefined && { node: titled(view, of) }),
    })),
    people: people.map((one) => {
      const name = view.everybody.byId(one.person)?.name
      return { ...one, ...(name !== undefined && { name }) }
    }),
    unknown: { nodes: unknown.nodes, first: unknown.first.map((one) => titled(view, one)) },
  }
}

function shownMove(view: ImpactView, { node: of, path, ...rest }: Move): z.input<typeof move> {
  return { ...rest, node: titled(view, of), path: path.map((one) => titled(view, one)) }
}

/** A node with the title that it has now. */
export function titled({ scheduled }: ImpactView, of: ImpactNode): z.input<typeof node> {
  const { portfolio } = scheduled
  const index =
    of.kind === 'project'
      ? portfolio.indexOfProject(of.ref)
      : portfolio.indexOf(of.connection, of.ref, kindOf(of))
  const title = index === undefined ? undefined : portfolio.nodes[index]?.title
  return { ...of, ...(title !== undefined && { title }) }
}

function kindOf({ kind }: ImpactNode): 'workItem' | 'milestone' | 'placeholder' {
  return kind === 'milestone' || kind === 'placeholder' ? kind : 'workItem'
}

/** A scenario as replies show it; brief: without what came out of it. */
export function shownScenario(
  view: ImpactView,
  { run, ...scenario }: ScenarioView,
  { brief = false }: { readonly brief?: boolean } = {},
): z.input<typeof scenarioReply> {
  return {
    ...scenario,
    steps: [...scenario.steps],
    supposes: scenario.steps.map((step) => supposedText(view, step)),
    ...(run !== undefined && {
      ranBy: run.by,
      ranAt: run.at,
      moved: run.result.moved,
      broken: brokenOf(run.result),
      ...(!brief && { impact: shownImpact(view, { ...run, summary: run.result }, scenario.steps) }),
    }),
  }
}

/** What a step supposes, with names as they are now. */
function supposedText({ everybody }: ImpactView, step: ScenarioStep): string {
  return supposed(step, (person) => everybody.byId(person)?.name ?? person)
}

function brokenOf({ commitments }: ImpactSummary): number {
  return commitments.filter(({ state }) => state === 'broken' || state === 'worse' || state === 'unknown')
    .length
}
