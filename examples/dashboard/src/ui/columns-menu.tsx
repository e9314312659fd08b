import type { Table } from '@tanstack/react-table'
import { useId, useState } from 'react'
import type { Features } from './table-column.ts'

const STEP = 24

/** Which columns are shown and how wide they are: everything that the pointer does at a heading, by keyboard. */
export function ColumnsMenu<Row extends object>({
  table,
  isChanged,
  fix,
  reset,
}: {
  readonly table: Pick<Table<Features, Row>, 'getAllLeafColumns' | 'setColumnSizing'>
  readonly isChanged: boolean
  /** Gives every column the width it has on the screen, and answers those. */
  readonly fix: () => Readonly<Record<string, number>>
  readonly reset: () => void
}) {
  const [open, setOpen] = useState(false)
  const panel = useId()
  const columns = table.getAllLeafColumns()
  const widen = (id: string, by: number) => {
    const widths = fix()
    table.setColumnSizing({ ...widths, [id]: Math.max(STEP * 2, (widths[id] ?? 150) + by) })
  }
  return (
    <div className="columns-menu">
      <button
        type="button"
        className="button button-quiet"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        Columns
      </button>
      <div id={panel} hidden={!open} className="columns-panel">
        <ul>
          {columns.map((column) => {
            const title = String(column.columnDef.header)
            return (
              <li key={column.id}>
                <label>
                  <input
                    type="checkbox"
                    checked={column.getIsVisible()}
                    disabled={!column.getCanHide()}
                    onChange={column.getToggleVisibilityHandler()}
                  />{' '}
                  {title}
                </label>
                <span>
                  <Widen label={`Make ${title} narrower`} sign="−" act={() => widen(column.id, -STEP)} />
                  <Widen label={`Make ${title} wider`} sign="+" act={() => widen(column.id, STEP)} />
                </span>
              </li>
            )
          })}
        </ul>
        <button type="button" className="button" disabled={!isChanged} onClick={reset}>
          As it comes
        </button>
      </div>
    </div>
  )
}

function Widen({
  label,
  sign,
  act,
}: {
  readonly label: string
  readonly sign: string
  readonly act: () => void
}) {
  return (
    <button type="button" className="button button-quiet button-square" aria-label={label} onClick={act}>
      {sign}
    </button>
  )
}
