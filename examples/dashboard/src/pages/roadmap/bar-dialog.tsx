import { Dialog } from '../../ui/dialog.tsx'
import { dayText } from '../../ui/format.ts'
import { ItemDialog } from '../../ui/item-link.tsx'
import type { Bar } from './rows.ts'
import { OutwardLink } from '../../ui/outward-link.tsx'

/** What is known of a bar, with the way into its tracker. */
export function BarDialog({
  bar,
  nameOf,
  close,
}: {
  readonly bar: Bar
  /** Name of a project by its id. */
  readonly nameOf: (project: string) => string
  readonly close: () => void
}) {
  const { kind, connection, ref, key, title, url, project, finish, baselineFinish, done, late } = bar
  if (kind === 'workItem')
    return <ItemDialog item={{ connection, itemRef: ref, name: key, title }} close={close} />
  return (
    <Dialog title={title} close={close}>
      {url !== undefined && (
        <p>
          <OutwardLink url={url}>Open in {connection}</OutwardLink>
        </p>
      )}
      <dl className="facts">
        <dt>What</dt>
        <dd>Milestone of {connection}</dd>
        <dt>Project</dt>
        <dd>{project === undefined ? 'none' : nameOf(project)}</dd>
        <dt>State</dt>
        <dd>{done ? 'reached' : late ? 'open, late' : 'open'}</dd>
        <dt>Computed for</dt>
        <dd>{finish === undefined ? 'unknown' : dayText(new Date(finish - 1000).toISOString())}</dd>
        <dt>Promised for</dt>
        <dd>{baselineFinish === undefined ? 'nothing is known of' : dayText(baselineFinish)}</dd>
      </dl>
    </Dialog>
  )
}
