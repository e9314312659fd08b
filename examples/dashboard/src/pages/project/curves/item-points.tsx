import { useState } from 'react'
import { ItemDialog } from '../../../ui/item-link.tsx'

/** An item of a chart. */
export interface PointItem {
  readonly connection: string
  readonly ref: string
  readonly key?: string | undefined
  readonly title: string
}

/** Opens the item whose point was clicked; points carry their place in the list as their third number. */
export function usePointDialog(items: readonly PointItem[]) {
  const [open, setOpen] = useState<PointItem>()
  const onClick = ({ data }: { readonly data: unknown }) => {
    if (!Array.isArray(data)) return
    const place: unknown = data[2]
    if (typeof place === 'number') setOpen(items[place])
  }
  const dialog = open !== undefined && (
    <ItemDialog
      item={{ connection: open.connection, itemRef: open.ref, name: open.key, title: open.title }}
      close={() => setOpen(undefined)}
    />
  )
  return { onClick, dialog }
}
