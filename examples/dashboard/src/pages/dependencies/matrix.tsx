import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { edgeText, namesOf, signsOf, toneOf, type ProjectEdge, type ProjectNode } from './network.ts'

/** Rows beyond this number are drawn only while they are on the screen. */
const VIRTUAL_FROM = 40
const ROW_HEIGHT = 37

/** Who waits (rows) for whom (columns). Projects without a link have neither row nor column. */
export function Matrix({
  nodes,
  edges,
  project,
  open,
}: {
  readonly nodes: readonly ProjectNode[]
  readonly edges: readonly ProjectEdge[]
  readonly project: string | undefined
  readonly open: (from: string, to: string) => void
}) {
  const scroll = useRef<HTMLDivElement>(null)
  const nameOf = useMemo(() => namesOf(nodes), [nodes])
  const cells = useMemo(() => new Map(edges.map((edge) => [`${edge.from}\n${edge.to}`, edge])), [edges])
  const waiting = nodes.filter(({ id }) => edges.some(({ to }) => to === id))
  const waitedFor = nodes.filter(({ id }) => edges.some(({ from }) => from === id))
  const isLong = waiting.length > VIRTUAL_FROM
  const virtual = useVirtualizer({
    count: isLong ? waiting.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  })
  const seen = virtual.getVirtualItems()
  const [before, after] = [seen[0]?.start ?? 0, virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)]
  const shown = isLong ? seen.map(({ index }) => index) : waiting.map((_, index) => index)
  const caption = 'Links by project: the row waits for the column'
  return (
    <div
      ref={scroll}
      className={isLong ? 'scroll-x scroll-long' : 'scroll-x'}
      role="region"
      aria-label={caption}
      tabIndex={0}
    >
      <table className="table matrix" aria-rowcount={waiting.length + 1}>
        <caption>
          {caption}. ∞ items wait for each other, ! contradicted by dates, ↻ projects in a ring, ? not
          confirmed
        </caption>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="matrix-name">
              Waits ↓ for →
            </th>
            {waitedFor.map(({ id, name }) => (
              <th key={id} scope="col" className={id === project ? 'matrix-chosen' : undefined}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} columns={waitedFor.length + 1} />}
          {shown.map((index) => {
            const row = waiting[index]
            if (row === undefined) return null
            return (
              <tr key={row.id} aria-rowindex={index + 2}>
                <th scope="row" className={`matrix-name ${row.id === project ? 'matrix-chosen' : ''}`}>
                  {row.name}
                </th>
                {waitedFor.map(({ id }) => (
                  <Cell
                    key={id}
                    edge={cells.get(`${id}\n${row.id}`)}
                    isSelf={id === row.id}
                    nameOf={nameOf}
                    open={open}
                  />
                ))}
              </tr>
            )
          })}
          {after > 0 && <Gap height={after} columns={waitedFor.length + 1} />}
        </tbody>
      </table>
    </div>
  )
}

function Cell({
  edge,
  isSelf,
  nameOf,
  open,
}: {
  readonly edge: ProjectEdge | undefined
  readonly isSelf: boolean
  readonly nameOf: (project: string) => string
  readonly open: (from: string, to: string) => void
}) {
  if (edge === undefined) return <td className={isSelf ? 'matrix-self' : undefined} />
  return (
    <td className={`matrix-${toneOf(edge)}`}>
      <button
        type="button"
        aria-label={`${edgeText(edge, nameOf)}; show the links`}
        onClick={() => open(edge.from, edge.to)}
      >
        {edge.links}
        {signsOf(edge)}
      </button>
    </td>
  )
}

/** Keeps the place of rows that are not drawn. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
