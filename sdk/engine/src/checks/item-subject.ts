import type { Sourced, WorkItem } from '@headless-pmo/sdk'
import type { CheckSubject } from './check-result.ts'
import { childrenOf } from './item-records.ts'
import { keyText, type PortfolioIndex } from './portfolio-index.ts'

type Item = Sourced<WorkItem>
type ItemSubject = Extract<CheckSubject, { readonly grain: 'item' }>

/** What every check is told of an item. */
interface Around {
  readonly workItem: Item
  readonly children: readonly Item[]
  readonly parent?: Item
}

/** Text that names the item of a subject among all records; made once a subject, however many checks ask for it. */
export function itemKey(index: PortfolioIndex, subject: ItemSubject): string {
  const keys = index.derive('item-keys', () => new Map<ItemSubject, string>())
  let key = keys.get(subject)
  if (key === undefined) {
    key = keyText(subject.record)
    keys.set(subject, key)
  }
  return key
}

/** An item with its neighbours in the breakdown, looked up once; undefined: the data does not hold it. */
export function aroundItem(index: PortfolioIndex, subject: ItemSubject): Around | undefined {
  const known = index.derive('around-items', () => new Map<ItemSubject, Around | undefined>())
  const found = known.get(subject)
  if (found !== undefined || known.has(subject)) return found
  const workItem = index.resolve(subject.record, subject.record.ref, 'workItem')
  const around = workItem === undefined ? undefined : lookedUp(index, workItem)
  known.set(subject, around)
  return around
}

function lookedUp(index: PortfolioIndex, workItem: Item): Around {
  const parent = index.resolve(workItem, workItem.parent, 'workItem')
  return { workItem, children: childrenOf(index, workItem), ...(parent === undefined ? {} : { parent }) }
}
