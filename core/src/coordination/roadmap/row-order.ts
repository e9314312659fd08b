import { breather } from '@headless-pmo/engine'
import type { ScheduledPortfolio } from '../network/index.ts'

interface Kept {
  /** Projects in the order that it was made for. */
  readonly projects: string
  readonly nodes: Promise<readonly number[]>
}

const kept = new WeakMap<ScheduledPortfolio, Kept>()

/**
 * Every node with a bar, in the order of the rows: projects as they are configured, what belongs to none last; in each by start, a
 * summary before what is in it. A schedule never changes, so that its order is made once, however often a page asks.
 * @param projectOrder places of the projects by id
 */
export function rowOrder(
  scheduled: ScheduledPortfolio,
  projectOrder: ReadonlyMap<string, number>,
): Promise<readonly number[]> {
  const projects = JSON.stringify([...projectOrder])
  const known = kept.get(scheduled)
  if (known?.projects === projects) return known.nodes
  const nodes = ordered(scheduled, projectOrder)
  kept.set(scheduled, { projects, nodes })
  return nodes
}

async function ordered(
  { portfolio: { nodes }, schedule }: ScheduledPortfolio,
  projectOrder: ReadonlyMap<string, number>,
): Promise<readonly number[]> {
  const breathe = breather()
  // By project first: to sort each on its own takes less than to sort all, and others can go on in between.
  const byPlace = Array.from({ length: projectOrder.size + 1 }, (): number[] => [])
  for (const [node, { kind, project = '' }] of nodes.entries()) {
    await breathe()
    if (kind !== 'workItem' && kind !== 'milestone') continue
    byPlace[projectOrder.get(project) ?? projectOrder.size]?.push(node)
  }
  const at = (node: number) => {
    const start = schedule.start[node] ?? Number.NaN
    return Number.isNaN(start) ? Number.POSITIVE_INFINITY : start
  }
  const isSummary = (node: number) => (nodes[node]?.scheduling === 'summary' ? 0 : 1)
  const all: number[] = []
  for (const rows of byPlace) {
    await breathe()
    rows.sort((a, b) => compared(at(a), at(b)) || isSummary(a) - isSummary(b) || a - b)
    for (const node of rows) all.push(node)
  }
  return all
}

/** Two places without a date are alike; their difference would be no number. */
function compared(a: number, b: number): number {
  return a === b ? 0 : a - b
}
