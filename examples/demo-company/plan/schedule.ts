import type { PlanTask } from './dock-rollout.ts'

/** When a task is, in working days of the plan: day 0 is its first. */
export interface Span {
  readonly start: number
  readonly finish: number
}

interface Link {
  readonly uid: number
  readonly kind: 'FS' | 'SS' | 'FF' | 'SF'
  readonly lag: number
}

const LINK = /^(\d+)(?: (FS|SS|FF|SF))?(?:([+-]\d+)d)?$/

/** Reads `12 FS+3d`. */
export function linkOf(text: string): Link {
  const match = LINK.exec(text)
  if (match === null) throw new Error(`"${text}" is no link of the plan.`)
  const [, uid, kind = 'FS', lag = '0'] = match
  return { uid: Number(uid), kind: kind as Link['kind'], lag: Number(lag) } // the pattern allows these four
}

function earliest(task: PlanTask, days: number, spans: ReadonlyMap<number, Span>): number {
  let start = 0
  for (const text of task.after ?? []) {
    const { uid, kind, lag } = linkOf(text)
    const before = spans.get(uid)
    if (before === undefined) throw new Error(`Task ${task.uid} comes before its predecessor ${uid}.`)
    const from = kind === 'FS' || kind === 'FF' ? before.finish : before.start
    const bound = from + lag - (kind === 'FF' || kind === 'SF' ? days : 0)
    start = Math.max(start, bound)
  }
  return start
}

/** Every task as early as its predecessors allow; phases span their steps. */
export function schedule(tasks: readonly PlanTask[], daysOf: (task: PlanTask) => number): Map<number, Span> {
  const spans = new Map<number, Span>()
  for (const task of tasks.filter(({ level }) => level === 2)) {
    const days = daysOf(task)
    const start = earliest(task, days, spans)
    spans.set(task.uid, { start, finish: start + days })
  }
  let steps: Span[] = []
  for (const task of tasks.toReversed()) {
    const span = spans.get(task.uid)
    if (span !== undefined) steps.push(span)
    else {
      const start = Math.min(...steps.map((step) => step.start))
      spans.set(task.uid, { start, finish: Math.max(...steps.map((step) => step.finish)) })
      steps = []
    }
  }
  return spans
}
