import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import type { Outputs } from '../../ui/api-types.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { dayText, effortText, shareText } from '../../ui/format.ts'
import { loadOf, type Group } from './capacity-view.ts'
import { CellItems } from './cell-items.tsx'
import { PersonOverloads } from './person-overloads.tsx'

type Matrix = Outputs['capacity']['matrix']
type Row = Matrix['items'][number]
type Period = Matrix['periods'][number]

/** Where a reader has asked for more. */
interface Chosen {
  readonly row: Row
  /** Absent: what comes after the last month. */
  readonly period?: Period
  readonly cell: Row['cells'][number]
}

const VIRTUAL_FROM = 60
const ROW_HEIGHT = 37

/** Load by row and period. Each cell says its share in words beside its colour, and opens what it is made of. */
export function HeatMap({
  periods,
  rows,
  by,
  months,
}: {
  readonly periods: readonly Period[]
  readonly rows: readonly Row[]
  readonly by: Group
  /** How many months are looked at. */
  readonly months: number
}) {
  const [chosen, choose] = useState<Chosen>()
  const scroll = useRef<HTMLDivElement>(null)
  const isLong = rows.length > VIRTUAL_FROM
  const virtual = useVirtualizer({
    count: isLong ? rows.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  })
  const seen = virtual.getVirtualItems()
  const before = seen[0]?.start ?? 0
  const after = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0)
  const shown = isLong ? seen.flatMap(({ index }) => rows[index] ?? []) : rows
  return (
    <>
      <div
        ref={scroll}
        className="scroll-x"
        role="region"
        aria-label="Load"
        tabIndex={0}
        style={isLong ? { maxHeight: '70vh', overflow: 'auto' } : undefined}
      >
        <table className="table heat" aria-rowcount={rows.length + 1}>
          <caption>Demand as a share of what can be worked: above 100 % is more than there is</caption>
          <thead>
            <tr>
              <th scope="col" className="heat-name">
                Who
              </th>
              {periods.map((period) => (
                <th key={period.id} scope="col" title={`From ${dayText(period.from)}`}>
                  {period.id.replace(/^\d{4}-/, '')}
                </th>
              ))}
              <th scope="col" className="number">
                Later
              </th>
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Gap height={before} columns={periods.length + 2} />}
            {shown.map((row) => (
              <tr key={`${row.by} ${row.id ?? ''}`}>
                <th scope="row" className="heat-name">
                  <RowName row={row} by={by} />
                </th>
                {row.cells.map((cell, index) => {
                  const period = periods[index]
                  if (period === undefined) return null
                  return (
                    <LoadCell
                      key={period.id}
                      cell={cell}
                      label={`${row.name}, ${period.id}`}
                      open={() => choose({ row, period, cell })}
                    />
                  )
                })}
                <td className="number">
                  <Later row={row} open={() => choose({ row, cell: row.beyond })} />
                </td>
              </tr>
            ))}
            {after > 0 && <Gap height={after} columns={periods.length + 2} />}
          </tbody>
        </table>
      </div>
      {chosen !== undefined && (
        <CellDialog chosen={chosen} by={by} months={months} close={() => choose(undefined)} />
      )}
    </>
  )
}

function RowName({ row, by }: { readonly row: Row; readonly by: Group }) {
  if (by === 'project' && row.id !== undefined) {
    return (
      <Link to="/projects/$project" params={{ project: row.id }}>
        {row.name}
      </Link>
    )
  }
  return <>{row.name}</>
}

function LoadCell({
  cell,
  label,
  open,
}: {
  readonly cell: Row['cells'][number]
  readonly label: string
  readonly open: () => void
}) {
  const { share, level } = loadOf(cell)
  if (level === 'none') return <td className="heat-none">–</td>
  const text = share === undefined ? (level === 'over' ? 'no time' : '?') : shareText(share)
  return (
    <td className={`heat-${level}`}>
      <button type="button" className="heat-cell" aria-label={`${label}: ${text}`} onClick={open}>
        {text}
      </button>
    </td>
  )
}

function Later({ row, open }: { readonly row: Row; readonly open: () => void }) {
  const minutes = row.beyond.stated + row.beyond.assumed
  if (minutes === 0) return '–'
  return (
    <button
      type="button"
      className="link"
      aria-label={`${row.name}, later: ${effortText(minutes)}`}
      onClick={open}
    >
      {effortText(minutes)}
    </button>
  )
}

function CellDialog({
  chosen: { row, period, cell },
  by,
  months,
  close,
}: {
  readonly chosen: Chosen
  readonly by: Group
  readonly months: number
  readonly close: () => void
}) {
  const isPerson = row.by === 'person' && row.id !== undefined
  return (
    <Dialog
      title={`${row.name}, ${period === undefined ? 'after these months' : period.id}`}
      wide
      close={close}
    >
      <dl className="facts">
        {period !== undefined && (
          <>
            <dt>Can be worked</dt>
            <dd>{cell.capacity === undefined ? 'unknown' : effortText(cell.capacity)}</dd>
          </>
        )}
        <dt>Asked for, stated</dt>
        <dd>{effortText(cell.stated)}</dd>
        <dt>Asked for, assumed</dt>
        <dd>{effortText(cell.assumed)}</dd>
      </dl>
      {row.assumptions?.map((sentence) => (
        <p key={sentence} className="quiet">
          {sentence}
        </p>
      ))}
      {isPerson && row.id !== undefined && period !== undefined && (
        <PersonOverloads person={row.id} weekly={period.id.includes('W')} period={period.id} />
      )}
      {row.by === 'project' && row.id !== undefined && (
        <p>
          <Link to="/projects/$project" params={{ project: row.id }} search={{ tab: 'people' }}>
            The project and its people
          </Link>
        </p>
      )}
      <CellItems
        cell={{
          by,
          kind: row.by,
          period: period?.id ?? 'later',
          months,
          ...(row.id !== undefined && { id: row.id }),
        }}
        people={!isPerson}
      />
    </Dialog>
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
