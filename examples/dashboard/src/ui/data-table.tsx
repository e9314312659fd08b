import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, type ReactNode } from 'react'

/** A column of a {@link DataTable}. */
export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly numeric?: boolean
  /** Width as CSS; absent: what its content takes. */
  readonly width?: string
  /** Whether the server can sort by it. */
  readonly sortable?: boolean
  readonly cell: (row: Row) => ReactNode
}

/** What a table is sorted by. */
export interface Sorting {
  readonly sort: string
  readonly direction: 'asc' | 'desc'
}

/** Rows beyond this number are drawn only while they are on the screen. */
const VIRTUAL_FROM = 100
const ROW_HEIGHT = 44

/**
 * A table of rows that the server sorted. Many rows are drawn as far as they are seen; `aria-rowcount` says how many
 * there are.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  sorting,
  sortBy,
}: {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly sorting?: Sorting | undefined
  readonly sortBy?: (sorting: Sorting) => void
}) {
  const scroll = useRef<HTMLDivElement>(null)
  const isLong = rows.length > VIRTUAL_FROM
  const virtual = useVirtualizer({
    count: isLong ? rows.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const seen = virtual.getVirtualItems()
  const before = seen[0]?.start ?? 0
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)
  const shown = isLong ? seen.map(({ index }) => index) : rows.map((_, index) => index)
  return (
    // A region that scrolls is reached by the keyboard.
    <div
      ref={scroll}
      className="scroll-x"
      role="region"
      aria-label={caption}
      tabIndex={0}
      style={isLong ? { maxHeight: '70vh', overflow: 'auto' } : undefined}
    >
      <table className="table" aria-rowcount={rows.length + 1}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sorting={sorting} sortBy={sortBy} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} columns={columns.length} />}
          {shown.map((index) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <tr
                key={rowKey(row)}
                aria-rowindex={index + 2}
                data-index={index}
                ref={isLong ? virtual.measureElement : undefined}
              >
                {columns.map((column) => (
                  <td key={column.id} className={column.numeric === true ? 'number' : undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            )
          })}
          {after > 0 && <Gap height={after} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  )
}

function Heading<Row>({
  column,
  sorting,
  sortBy,
}: {
  readonly column: Column<Row>
  readonly sorting: Sorting | undefined
  readonly sortBy: ((sorting: Sorting) => void) | undefined
}) {
  const sorted = sorting?.sort === column.id ? sorting.direction : undefined
  const next = sorted === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      className={column.numeric === true ? 'number' : undefined}
      style={column.width === undefined ? undefined : { width: column.width }}
      aria-sort={sorted === undefined ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      {column.sortable === true && sortBy !== undefined ? (
        <button type="button" className="sort" onClick={() => sortBy({ sort: column.id, direction: next })}>
          {column.title}{' '}
          <span aria-hidden="true">{sorted === undefined ? '↕' : sorted === 'asc' ? '↑' : '↓'}</span>
        </button>
      ) : (
        column.title
      )}
    </th>
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
