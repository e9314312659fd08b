import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import type { Inputs, Outputs } from '../../ui/api-types.ts'
import { countText, effortText } from '../../ui/format.ts'
import { ItemLink } from '../../ui/item-link.tsx'
import { OutwardLink } from '../../ui/outward-link.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { Failed, Loading } from '../../ui/states.tsx'

/** Which cell of the matrix is meant. */
export type CellName = Pick<
  NonNullable<Inputs['capacity']['items']>,
  'by' | 'kind' | 'id' | 'period' | 'months'
>
type Item = Outputs['capacity']['items']['items'][number]

const PAGE = 50

/** The items that a figure of capacity is made of, each with its way into its tracker. */
export function CellItems({
  cell,
  people,
}: {
  readonly cell: CellName
  /** Whether whose work it is has to be told: not of one person. */
  readonly people: boolean
}) {
  const { trpc } = usePmo()
  const query = useInfiniteQuery({
    ...trpc.capacity.items.infiniteQueryOptions(
      { ...cell, limit: PAGE },
      { getNextPageParam: ({ next }) => next },
    ),
    placeholderData: keepPreviousData,
  })
  const [first] = query.data?.pages ?? []
  if (first === undefined) {
    if (!query.isError) return <Loading what="the items" />
    return <Failed error={query.error} what="the items" retry={() => void query.refetch()} />
  }
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (first.total === 0) return <p className="quiet">No item asks for time then.</p>
  return (
    <div className="stack">
      <div className="scroll-x" role="region" aria-label="Items behind the figure" tabIndex={0}>
        <table className="table">
          <caption>{countText(first.total, 'item')} behind it, the most work first</caption>
          <thead>
            <tr>
              <th scope="col">Item</th>
              {people && <th scope="col">Whose</th>}
              <th scope="col">Project</th>
              <th scope="col" className="number">
                Stated
              </th>
              <th scope="col" className="number">
                Assumed
              </th>
              <th scope="col">Tracker</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={`${item.connection}\n${item.ref}\n${item.who}`} item={item} people={people} />
            ))}
          </tbody>
        </table>
      </div>
      <ShowMore query={query} of={first.total} />
    </div>
  )
}

function Row({ item, people }: { readonly item: Item; readonly people: boolean }) {
  const { connection, ref, key, title, url, project, who, stated, assumed } = item
  return (
    <tr>
      <td>
        <ItemLink connection={connection} itemRef={ref} name={key} title={title} />
      </td>
      {people && <td>{who}</td>}
      <td>{project ?? 'none'}</td>
      <td className="number">{effortText(stated)}</td>
      <td className="number">{effortText(assumed)}</td>
      <td>
        {url === undefined ? (
          connection
        ) : (
          <OutwardLink url={url} label={`Open ${key ?? title} in ${connection}`}>
            {connection}
          </OutwardLink>
        )}
      </td>
    </tr>
  )
}
