import { PmoError } from '../../../config/index.ts'
import type { PortfolioNetwork } from '../../network/index.ts'
import { NODE_FLAGS } from '../../schedule/index.ts'

/** What is left of a project, and when the rest of it was finished. */
export interface Backlog {
  readonly open: number
  /** Absolute minutes. */
  readonly finishes: readonly number[]
  readonly zone: string
}

/**
 * Items of a project, or of all: what has nothing below it counts, since what sums up others would count them twice.
 *
 * @throws PmoError `not-found`
 */
export function backlogOf(portfolio: PortfolioNetwork, project?: string): Backlog {
  const { nodes, network, plans } = portfolio
  if (project !== undefined && portfolio.indexOfProject(project) === undefined)
    throw new PmoError(
      'not-found',
      `There is no project "${project.slice(0, 80)}" with items; pmo projects lists all.`,
    )
  const finishes: number[] = []
  let open = 0
  let zone: string | undefined
  for (const [index, node] of nodes.entries()) {
    const flags = network.flags[index] ?? 0
    if (node.kind !== 'workItem' || node.scheduling === 'summary' || (flags & NODE_FLAGS.inactive) !== 0)
      continue
    if (project !== undefined && node.project !== project) continue
    zone ??= plans[network.project[index] ?? -1]?.zone
    if (node.statusCategory === 'todo' || node.statusCategory === 'in_progress') open += 1
    const finish = network.actualFinish[index] ?? Number.NaN
    if (node.statusCategory === 'done' && !Number.isNaN(finish)) finishes.push(finish)
  }
  return { open, finishes, zone: zone ?? 'UTC' }
}
