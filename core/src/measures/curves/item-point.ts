import type { ItemHistory } from '../flow/item-history.ts'

/** An item of a chart, with its way into its tracker. */
export interface ItemName {
  readonly connection: string
  readonly ref: string
  readonly key?: string
  readonly title: string
  readonly url?: string
}

/** The public name of an item. */
export function itemName({ item, title, key, url }: ItemHistory): ItemName {
  return {
    connection: item.connection,
    ref: item.ref,
    title,
    ...(key !== undefined && { key }),
    ...(url !== undefined && { url }),
  }
}
