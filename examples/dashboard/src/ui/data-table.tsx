import { useTable, type Header, type Updater } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { ColumnsMenu } from './columns-menu.tsx'
import { definitionOf, FEATURES, type Column, type Features, type Sorting } from './table-column.ts'
import { keepLayout, keptLayout, PLAIN, type TableLayout } from './table-layout.ts'

export type { Column, Sorting } from './table-column.ts'

/** Rows beyond this number are drawn only while they are on the screen. */
const VIRTUAL_FROM = 100
const ROW_HEIGHT = 44
/** Widest that a column begins with. */
const MOST_OF_SCREEN = '60vw'

/**
 * A table of rows. The server sorts them where `sortBy` is given, else the table itself does. Many rows are drawn as
 * far as they are seen; `aria-rowcount` says how many there are. A table with a `name` lets its reader choose columns
 * and widths, and remembers them in this browser.
 */
export function DataTable<Row extends object>({
  caption,
  columns,
  rows,
  rowKey,
  sorting,
  sortBy,
  name,
  tools,
}: {
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  readonly sorting?: Sorting | undefined
  readonly sortBy?: ((sorting: Sorting) => void) | undefined
  /** Under which name the choice of columns is remembered. */
  readonly name?: string
  /** What stands beside the choice of columns. */
  readonly tools?: ReactNode
}) {
  const scroll = useRef<HTMLDivElement>(null)
  const headings = useRef<HTMLTableRowElement>(null)
  const [own, setOwn] = useState<Sorting | undefined>(sorting)
  const [layout, setLayout] = useState(() => (name === undefined ? PLAIN : keptLayout(name)))
  const arrange = (next: TableLayout) => {
    setLayout(next)
    if (name !== undefined) keepLayout(name, next)
  }
  const shownSorting = sortBy === undefined ? own : sorting
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const hidden = useMemo(
    () =>
      Object.fromEntries(columns.filter((one) => one.atFirstHidden === true).map(({ id }) => [id, false])),
    [columns],
  )
  const state = {
    sorting:
      shownSorting === undefined ? [] : [{ id: shownSorting.sort, desc: shownSorting.direction === 'desc' }],
    columnVisibility: { ...hidden, ...layout.visible },
    columnSizing: { ...layout.widths },
  }
  const table = useTable<Features, Row>({
    features: FEATURES,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    manualSorting: sortBy !== undefined,
    autoResetSorting: false,
    enableSortingRemoval: false,
    enableMultiSort: false,
    columnResizeMode: 'onChange',
    state,
    onSortingChange: (updater) => {
      const [first] = applied(updater, state.sorting)
      if (first === undefined) return
      const next: Sorting = { sort: first.id, direction: first.desc ? 'desc' : 'asc' }
      if (sortBy === undefined) setOwn(next)
      else sortBy(next)
    },
    onColumnVisibilityChange: (updater) =>
      arrange({ ...layout, visible: applied(updater, state.columnVisibility) }),
    onColumnSizingChange: (updater) => arrange({ ...layout, widths: applied(updater, state.columnSizing) }),
  })
  /** From now on widths are those on the screen: a table lays out by content until somebody wants it otherwise. */
  const fix = (): Record<string, number> => {
    const cells = [...(headings.current?.cells ?? [])]
    const measured = Object.fromEntries(
      cells.map((cell) => [cell.dataset['column'] ?? '', Math.round(cell.getBoundingClientRect().width)]),
    )
    return { ...measured, ...layout.widths }
  }
  const isFixed = Object.keys(layout.widths).length > 0
  const leaves = table.getVisibleLeafColumns()
  const sorted = table.getRowModel().rows
  const isLong = sorted.length > VIRTUAL_FROM
  const virtual = useVirtualizer({
    count: isLong ? sorted.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  })
  const seen = virtual.getVirtualItems()
  const before = seen[0]?.start ?? 0
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)
  const shown = isLong ? seen.map(({ index }) => index) : sorted.map((_, index) => index)
  const hasFooter = columns.some(({ footer }) => footer !== undefined)
  return (
    <div className="data-table">
      {(name !== undefined || tools !== undefined) && (
        <div className="table-tools">
          {tools}
          {name !== undefined && (
            <ColumnsMenu
              table={table}
              isChanged={isFixed || Object.keys(layout.visible).length > 0}
              fix={fix}
              reset={() => arrange(PLAIN)}
            />
          )}
        </div>
      )}
      {/* A region that scrolls is reached by the keyboard. */}
      <div
        ref={scroll}
        className={isLong ? 'scroll-x scroll-long' : 'scroll-x'}
        role="region"
        aria-label={caption}
        tabIndex={0}
      >
        <table
          className={isFixed ? 'table table-fixed' : 'table'}
          style={isFixed ? { width: sum(leaves.map((leaf) => leaf.getSize())) } : undefined}
          aria-rowcount={sorted.length + (hasFooter ? 2 : 1)}
        >
          <caption>{caption}</caption>
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} ref={headings}>
                {group.headers.map((header) => (
                  <Heading
                    key={header.id}
                    header={header}
                    column={byId.get(header.column.id)}
                    isFixed={isFixed}
                    canResize={name !== undefined}
                    fix={() => arrange({ ...layout, widths: fix() })}
                  />
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {before > 0 && <Gap height={before} columns={leaves.length} />}
            {shown.map((index) => {
              const row = sorted[index]
              if (row === undefined) return null
              return (
                <tr
                  key={row.id}
                  aria-rowindex={index + 2}
                  data-index={index}
                  ref={isLong ? virtual.measureElement : undefined}
                >
                  {row.getVisibleCells().map((cell) => {
                    const column = byId.get(cell.column.id)
                    return (
                      <td key={cell.id} className={column?.numeric === true ? 'number' : undefined}>
                        {column?.cell(row.original)}
                      </td>
                    )
                  })}
                </tr>
              )
            })}
            {after > 0 && <Gap height={after} columns={leaves.length} />}
          </tbody>
          {hasFooter && (
            <tfoot>
              <tr aria-rowindex={sorted.length + 2}>
                {leaves.map(({ id }) => (
                  <td key={id} className={byId.get(id)?.numeric === true ? 'number' : undefined}>
                    {byId.get(id)?.footer}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </div>
  )
}

const SORT_SIGNS = { asc: '↑', desc: '↓' } as const

function Heading<Row extends object>({
  header,
  column,
  isFixed,
  canResize,
  fix,
}: {
  readonly header: Header<Features, Row>
  readonly column: Column<Row> | undefined
  readonly isFixed: boolean
  readonly canResize: boolean
  readonly fix: () => void
}) {
  const sorted = header.column.getIsSorted()
  // However narrow the screen, a column leaves room for another one.
  const width = isFixed
    ? header.getSize()
    : column?.width === undefined
      ? undefined
      : `min(${column.width}, ${MOST_OF_SCREEN})`
  const title = column?.title ?? header.column.id
  return (
    <th
      scope="col"
      data-column={header.column.id}
      className={column?.numeric === true ? 'number' : undefined}
      style={width === undefined ? undefined : { width }}
      aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
    >
      {header.column.getCanSort() ? (
        <button type="button" className="sort" onClick={() => header.column.toggleSorting(sorted === 'asc')}>
          {title} <span aria-hidden="true">{sorted === false ? '↕' : SORT_SIGNS[sorted]}</span>
        </button>
      ) : (
        title
      )}
      {canResize && <Grip header={header} isFixed={isFixed} fix={fix} />}
    </th>
  )
}

/** Drags the edge of a column. The keyboard has the choice of columns for it. */
function Grip<Row extends object>({
  header,
  isFixed,
  fix,
}: {
  readonly header: Header<Features, Row>
  readonly isFixed: boolean
  readonly fix: () => void
}) {
  const start = header.getResizeHandler()
  // Its default is left alone: without it no mouse event would follow.
  const begin = () => {
    if (!isFixed) fix()
  }
  return (
    <span
      aria-hidden="true"
      className="grip"
      onPointerDown={begin}
      onMouseDown={start}
      onTouchStart={start}
    />
  )
}

function applied<T>(updater: Updater<T>, old: T): T {
  // Named boundary: a state is never a function.
  return typeof updater === 'function' ? (updater as (old: T) => T)(old) : updater
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0)
}

/** Keeps the place of rows that are not drawn. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
