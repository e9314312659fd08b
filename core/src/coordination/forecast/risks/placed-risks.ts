import { breather } from '@headless-pmo/engine'
import { isPmoError } from '../../../config/index.ts'
import { findNode, type PortfolioNetwork } from '../../network/index.ts'
import type { ForecastRisk } from './kept-risk.ts'

/** A risk with the nodes that it is on. */
export interface PlacedRisk {
  readonly risk: ForecastRisk & { readonly id?: string }
  readonly nodes: Int32Array
  /** Names that lead to no item, or to several. */
  readonly unknown: readonly string[]
}

/** Finds the items that risks are on. A name is looked for among all items, and others get their turn between two. */
export async function placedRisks(
  portfolio: PortfolioNetwork,
  risks: readonly (ForecastRisk & { readonly id?: string })[],
): Promise<PlacedRisk[]> {
  const breathe = breather()
  const placed: PlacedRisk[] = []
  for (const risk of risks) {
    const found = new Set<number>()
    const unknown: string[] = []
    for (const name of risk.items) {
      const node = nodeOf(portfolio, name)
      if (node === undefined) unknown.push(name)
      else found.add(node)
      await breathe()
    }
    placed.push({ risk, nodes: Int32Array.from(found), unknown })
  }
  return placed
}

function nodeOf(portfolio: PortfolioNetwork, name: string): number | undefined {
  try {
    const node = findNode(portfolio, name)
    return portfolio.nodes[node]?.kind === 'project' ? undefined : node
  } catch (error) {
    if (isPmoError(error)) return undefined
    throw error
  }
}
