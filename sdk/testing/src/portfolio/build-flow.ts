import type { FlowFact, RecordKey } from '@headless-pmo/sdk'
import type { DrawnMoves, DrawnSprint } from './drawn-flow.ts'
import type { DrawnProject } from './drawn-project.ts'
import { dayAt, PORTFOLIO_DAY } from './known-day.ts'

const NOW = Date.parse(`${PORTFOLIO_DAY}T06:00:00Z`)
const STATES = { todo: 'waiting', in_progress: 'active', done: 'done', cancelled: 'cancelled' } as const

type Category = keyof typeof STATES

function before(days: number): string {
  return `${new Date(NOW - days * 86_400_000).toISOString().slice(0, 19)}Z`
}

function movesOf(item: RecordKey, category: Category, moves: DrawnMoves): FlowFact['items'][number] {
  const { created, begun, ended, active, changed, stood, blocked, reopened } = moves
  const state = STATES[category]
  const cycle = state === 'done' ? begun : undefined
  const started = begun === undefined ? undefined : begun + (state === 'done' ? ended : 0)
  return {
    item,
    state,
    reopened,
    ...(created !== undefined && { created: before(Math.max(created, started ?? 0)) }),
    ...(started !== undefined && state !== 'waiting' && { started: before(started) }),
    ...(state === 'done' && { finished: before(ended) }),
    ...(begun !== undefined && state === 'active' && { ageDays: begun }),
    ...(cycle !== undefined && {
      cycleDays: cycle,
      ...(active !== undefined && { activeDays: cycle * active }),
    }),
    ...(changed !== undefined && { lastChanged: before(changed) }),
    ...(stood !== undefined && { statusSince: before(stood) }),
    ...(blocked !== undefined && { blockedSince: before(blocked) }),
  }
}

function sprintOf(
  iteration: RecordKey,
  drawn: DrawnSprint,
  items: readonly RecordKey[],
): FlowFact['iterations'][number] {
  const { began, length, closed } = drawn
  const pick = (pointers: readonly number[]): readonly RecordKey[] =>
    items.length === 0
      ? []
      : [...new Set(pointers.map((one) => one % items.length))].flatMap((one) => items[one] ?? [])
  const committed = pick(drawn.committed)
  const added = pick(drawn.added).filter((one) => !committed.includes(one))
  const all = [...committed, ...added]
  const completed = pick(drawn.completed).filter((one) => all.includes(one))
  return {
    iteration,
    title: iteration.ref,
    start: `${dayAt(-began)}T08:00:00Z`,
    end: `${dayAt(length - began)}T08:00:00Z`,
    state: closed ? 'closed' : 'active',
    committed,
    added,
    removed: pick(drawn.removed).filter((one) => committed.includes(one) && !completed.includes(one)),
    completed,
    spilled: committed.filter((one) => !completed.includes(one)),
  }
}

/** The flow of a drawn project: its leaves with their moves, and what became of the iterations that it has records of. */
export function buildFlow(
  project: string,
  drawn: DrawnProject,
  { items, iterations }: { readonly items: readonly RecordKey[]; readonly iterations: readonly RecordKey[] },
): FlowFact {
  const { flow } = drawn
  const parents = new Set(
    drawn.items.flatMap(({ item: { parent } }, index) => {
      const above = parent === undefined ? index : parent % drawn.items.length
      return above === index ? [] : [above]
    }),
  )
  return {
    project,
    from: dayAt(-90),
    until: PORTFOLIO_DAY,
    ...(flow.historySince !== undefined && { historySince: before(flow.historySince) }),
    items: drawn.items.flatMap(({ item: { category }, moves }, index) => {
      const key = items[index]
      return key === undefined || parents.has(index) || !moves.told ? [] : [movesOf(key, category, moves)]
    }),
    ...(flow.cycle && {
      cycle: {
        samples: flow.cycle.samples,
        p50: flow.cycle.p50,
        p85: flow.cycle.p50 + flow.cycle.more,
        p95: flow.cycle.p50 + flow.cycle.more + flow.cycle.evenMore,
      },
    }),
    throughput: flow.throughput.map((finished, index) => ({
      // The day of the portfolio is a Monday.
      week: dayAt(7 * (index - flow.throughput.length)),
      finished,
    })),
    iterations: iterations
      .flatMap((key, index) => {
        const sprint = drawn.sprints[index]
        return sprint === undefined ? [] : [sprintOf(key, sprint, items)]
      })
      .toSorted((a, b) => (a.start < b.start ? -1 : 1)),
  }
}
