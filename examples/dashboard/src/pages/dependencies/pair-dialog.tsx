import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { dayText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { FoundInTexts } from './found-in-texts.tsx'
import { foundOfPair, type FoundLink } from './found-links.ts'
import { askPairLinks, type LinkEnd, type PairLink } from './pair-links.ts'

/** The links between the items of two projects, each end with its way into its tracker. */
export function PairDialog({
  from,
  to,
  found,
  nameOf,
  close,
}: {
  readonly from: string
  readonly to: string
  /** Links that were found in texts and that nobody has decided about, of all pairs. */
  readonly found: readonly FoundLink[]
  readonly nameOf: (project: string) => string
  readonly close: () => void
}) {
  const { client } = usePmo()
  const query = useQuery({
    queryKey: ['dependencies of a pair', from, to],
    queryFn: ({ signal }) => askPairLinks(client, [from, to], signal),
  })
  const unconfirmed = foundOfPair(found, [from, to])
  return (
    <Dialog title={`${nameOf(to)} waits for ${nameOf(from)}`} wide close={close}>
      <QueryView query={query} what="the links">
        {(links) =>
          links.length === 0 ? (
            unconfirmed.length === 0 && <Empty title="No link leads from the one to the other any more" />
          ) : (
            <DataTable
              caption={`${links.length} ${links.length === 1 ? 'link' : 'links'}`}
              columns={columnsOf(nameOf)}
              rows={links}
              rowKey={({ link }) => `${link.from} ${link.to} ${link.type} ${link.origin}`}
            />
          )
        }
      </QueryView>
      <FoundInTexts links={unconfirmed} />
    </Dialog>
  )
}

const TYPES = {
  FS: 'start after its finish',
  SS: 'start after its start',
  FF: 'finish after its finish',
  SF: 'finish after its start',
} as const

const ORIGINS = {
  tracker: 'a tracker',
  milestone: 'items of a milestone',
  stated: 'the PMO',
  found: 'a text',
} as const

function columnsOf(nameOf: (project: string) => string): readonly Column<PairLink>[] {
  return [
    { id: 'from', title: 'This first', cell: ({ from }) => <End end={from} nameOf={nameOf} /> },
    { id: 'to', title: 'This waits', cell: ({ to }) => <End end={to} nameOf={nameOf} /> },
    { id: 'type', title: 'How', cell: ({ link }) => TYPES[link.type] },
    { id: 'origin', title: 'Said by', cell: ({ link }) => ORIGINS[link.origin] },
    { id: 'marks', title: 'Worth a look', cell: ({ link }) => marksOf(link).join('; ') || '–' },
  ]
}

function marksOf({ broken, inCycle, confirmed, critical, acrossTools }: PairLink['link']): readonly string[] {
  return [
    ...(inCycle ? ['∞ its ends wait for each other, so no date can keep it'] : []),
    ...(broken ? ['! by their dates it comes before the other is ready'] : []),
    ...(confirmed ? [] : ['? found in a text, nobody has confirmed it']),
    ...(critical ? ['on the critical path'] : []),
    ...(acrossTools ? ['between two tools'] : []),
  ]
}

function End({ end, nameOf }: { readonly end: LinkEnd; readonly nameOf: (project: string) => string }) {
  if (end.kind === 'project') return <>The whole project {nameOf(end.id)}</>
  const { kind, connection, ref, key, title, url, start, finish, assumed } = end
  return (
    <>
      {kind === 'workItem' ? (
        <ItemLink connection={connection} itemRef={ref} name={key} title={title} />
      ) : (
        <span>◆ {title}</span>
      )}
      <br />
      <span className="quiet">
        {dayOf(start)} to {dayOf(finish)}
        {assumed && ', partly assumed'} ·{' '}
        {url === undefined ? (
          connection
        ) : (
          <OutwardLink url={url} label={`Open ${key ?? title} in ${connection}`}>
            {connection}
          </OutwardLink>
        )}
      </span>
    </>
  )
}

/** The day of an instant, milliseconds since 1970 UTC. */
function dayOf(time: number | undefined): string {
  return time === undefined ? 'unknown' : dayText(new Date(time).toISOString())
}
