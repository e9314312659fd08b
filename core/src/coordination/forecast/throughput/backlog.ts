import type { Breathe } from '@headless-pmo/engine'
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
  if (project !== undefined && portfolio.indexOfProject(project) === undefined)
    throw new PmoError(
      'not-found',
      `There is no project "${project.slice(0, 80)}" with items; pmo projects lists all.`,
    )
  const backlog = new GrowingBacklog()
  for (const [index, node] of portfolio.nodes.entries())
    if (project === undefined || node.project === project) backlog.add(portfolio, index)
  return backlog.done()
}

/** Items of each project, and of all under an empty id, in one pass. */
export async function backlogsOf(
  portfolio: PortfolioNetwork,
  breathe: Breathe,
): Promise<ReadonlyMap<string, Backlog>> {
  const growing = new Map([['', new GrowingBacklog()]])
  for (const [index, { project }] of portfolio.nodes.entries()) {
    await breathe()
    growing.get('')?.add(portfolio, index)
    if (project === undefined) continue
    const own = growing.get(project) ?? new GrowingBacklog()
    growing.set(project, own)
    own.add(portfolio, index)
  }
  return new Map([...growing].map(([project, backlog]) => [project, backlog.done()]))
}

/** A backlog that is being counted. */
class GrowingBacklog {
  readonly #finishes: number[] = []
  #open = 0
  #zone: string | undefined

  add({ nodes, network, plans }: PortfolioNetwork, index: number): void {
    const node = nodes[index]
    const flags = network.flags[index] ?? 0
    if (node?.kind !== 'workItem' || node.scheduling === 'summary' || (flags & NODE_FLAGS.inactive) !== 0)
      return
    this.#zone ??= plans[network.project[index] ?? -1]?.zone
    if (node.statusCategory === 'todo' || node.statusCategory === 'in_progress') this.#open += 1
    const finish = network.actualFinish[index] ?? Number.NaN
    if (node.statusCategory === 'done' && !Number.isNaN(finish)) this.#finishes.push(finish)
  }

  done(): Backlog {
    return { open: this.#open, finishes: this.#finishes, zone: this.#zone ?? 'UTC' }
  }
}
