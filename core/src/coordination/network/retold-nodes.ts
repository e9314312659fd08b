import { isDeepStrictEqual } from 'node:util'
import type { NetworkNode } from './network-node.ts'
import type { PackedRecord } from './packed-records.ts'
import type { PortfolioNetwork } from './portfolio-network.ts'
import type { RecordChange } from './record-pages.ts'

/**
 * The nodes of a network after records have changed in ways that no date, link or assumption can depend on: they are called
 * otherwise, or something happened to them that the network does not look at. Undefined: the network has to be made anew.
 * Pure; equal to what a new network would hold.
 */
export function retoldNodes(
  { nodes, indexOf }: Pick<PortfolioNetwork, 'nodes' | 'indexOf'>,
  changes: readonly RecordChange[],
): readonly NetworkNode[] | undefined {
  const titles = new Map<number, string>()
  for (const { before, after } of changes) {
    if (isDeepStrictEqual(before, after)) continue
    if (before === undefined || after?.record.kind !== 'workItem' || !isAlike(before, after)) return undefined
    const node = indexOf(after.connection, after.record.ref)
    if (node === undefined) return undefined
    titles.set(node, after.record.title)
  }
  if (titles.size === 0) return nodes
  const retold = [...nodes]
  for (const [at, title] of titles) {
    const node = retold[at]
    if (node !== undefined) retold[at] = { ...node, title }
  }
  return retold
}

function isAlike(before: PackedRecord, after: PackedRecord): boolean {
  const { record } = after
  // Sentences and assumptions of other items call one without a key by its title.
  if (record.kind !== 'workItem' || record.key === undefined) return false
  // When an item was touched last counts only where nothing else tells when it was done.
  const isTouchTold = record.statusCategory === 'done' && record.finished === undefined
  const unseen = { title: '', ...(!isTouchTold && { updated: '' }) }
  return isDeepStrictEqual(
    { ...before, record: { ...before.record, ...unseen } },
    { ...after, record: { ...record, ...unseen } },
  )
}
