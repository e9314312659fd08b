import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../app/pmo.tsx'
import { Dialog } from './dialog.tsx'
import { dayText, effortText } from './format.ts'
import { accountText, statusText } from './item-facts.ts'
import { OutwardLink } from './outward-link.tsx'
import { QueryView } from './query-view.tsx'

interface ItemName {
  readonly connection: string
  readonly itemRef: string
  /** Its key for people, e.g. `SHOP-12`. */
  readonly name?: string | undefined
  readonly title: string
}

/** An item: opens what is known of it, with the link into its tracker. */
export function ItemLink(item: ItemName) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {item.name !== undefined && <span className="key">{item.name}</span>} {item.title}
      </button>
      {open && <ItemDialog item={item} close={() => setOpen(false)} />}
    </>
  )
}

export function ItemDialog({ item, close }: { readonly item: ItemName; readonly close: () => void }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.workItems.get.queryOptions({ connection: item.connection, ref: item.itemRef }))
  return (
    <Dialog title={item.title} close={close}>
      <QueryView query={query} what="the item">
        {({ item: { data }, composed, project, assignees, outgoing, incoming }) => (
          <>
            {data.url !== undefined && (
              <p>
                <OutwardLink url={data.url}>Open in {item.connection}</OutwardLink>
              </p>
            )}
            <dl className="facts">
              <dt>Key</dt>
              <dd>{data.key ?? data.ref}</dd>
              <dt>Project</dt>
              <dd>{project ?? 'none'}</dd>
              <dt>Status</dt>
              <dd>{statusText(data, composed)}</dd>
              <dt>Due</dt>
              <dd>{dayText(data.due ?? composed.due?.value)}</dd>
              <dt>Estimate</dt>
              <dd>{data.estimate === undefined ? '–' : effortText(data.estimate)}</dd>
              <dt>Assignees</dt>
              <dd>{assignees.map(accountText).join(', ') || 'nobody'}</dd>
              <dt>Links</dt>
              <dd>
                {incoming.length} in, {outgoing.length} out
              </dd>
            </dl>
          </>
        )}
      </QueryView>
    </Dialog>
  )
}
