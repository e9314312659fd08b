import type { FlowFact, FlowItem } from '@headless-pmo/sdk'
import { byId, recordId } from './record-id.ts'
import { isWork, type Item } from './work-item.ts'

/** An item with how it has moved. */
export interface Moved {
  readonly item: Item
  readonly flow: FlowItem
}

/** Leaves of a project that are work, each with how it has moved, in an order of their own. */
export function movedWork(workItems: readonly Item[], { items }: FlowFact): readonly Moved[] {
  const moves = new Map(items.map((one) => [recordId(one.item), one]))
  const both = workItems.filter(isWork).flatMap((item) => {
    const flow = moves.get(recordId(item))
    return flow === undefined ? [] : [{ item, flow }]
  })
  return byId(both, ({ item }) => item)
}

/** Of them, those that are begun and not finished: by their own state, or that of the board they are on. */
export function activeWork(workItems: readonly Item[], flow: FlowFact): readonly Moved[] {
  return movedWork(workItems, flow).filter((one) => one.flow.state === 'active')
}
