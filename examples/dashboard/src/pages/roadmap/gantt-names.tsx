import type { KeyboardEvent } from 'react'
import { dayText } from '../../ui/format.ts'
import type { GanttActions } from './gantt.tsx'
import { AXIS_HEIGHT, ROW_HEIGHT, rowsWithin } from './roadmap-layout.ts'
import type { Bar, Row } from './rows.ts'

/** Names of the rows that are seen, as a tree for the keyboard and for readers of the screen: each tells its dates. */
export function GanttNames({
  rows,
  top,
  height,
  active,
  select,
  onKeyDown,
  actions,
}: {
  readonly rows: readonly Row[]
  readonly top: number
  readonly height: number
  readonly active: number
  readonly select: (row: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly actions: GanttActions
}) {
  const { first, end } = rowsWithin(rows.length, top, height - AXIS_HEIGHT)
  const shown = rows.slice(first, end)
  return (
    <div
      className="gantt-names"
      role="treegrid"
      aria-label="Items; arrow keys choose, Enter opens, M moves, plus and minus zoom"
      aria-rowcount={rows.length}
      tabIndex={0}
      {...(active >= first && active < end && { 'aria-activedescendant': `gantt-row-${active}` })}
      onFocus={() => {
        if (active < 0) select(first)
      }}
      onKeyDown={onKeyDown}
    >
      <div className="gantt-names-head" aria-hidden="true">
        Item
      </div>
      <div role="rowgroup" className="gantt-names-rows">
        {shown.map((row, place) => {
          const index = first + place
          return (
            <div
              key={row.kind === 'bar' ? row.bar.node : `project ${row.id}`}
              id={`gantt-row-${index}`}
              role="row"
              aria-rowindex={index + 1}
              aria-level={row.kind === 'project' ? 1 : row.depth + 2}
              aria-selected={index === active}
              {...(row.kind === 'project' && { 'aria-expanded': row.isOpen })}
              className={`gantt-name gantt-name-${row.kind}${index === active ? ' gantt-name-active' : ''}`}
              style={{
                top: index * ROW_HEIGHT - top,
                height: ROW_HEIGHT,
                paddingInlineStart: row.kind === 'project' ? 8 : 20 + Math.min(row.depth, 6) * 12,
              }}
              onClick={() => {
                select(index)
                if (row.kind === 'project') actions.toggle(row.id)
              }}
              onDoubleClick={() => {
                if (row.kind === 'bar') actions.open(row.bar)
              }}
            >
              <span role="gridcell">
                {row.kind === 'project' ? (
                  <>
                    <span aria-hidden="true">{row.isOpen ? '▾' : '▸'}</span> {row.name}{' '}
                    <span className="quiet">({row.bars})</span>
                  </>
                ) : (
                  <>
                    {row.bar.key !== undefined && <span className="key">{row.bar.key}</span>} {row.bar.title}
                    <span className="visually-hidden">{datesOf(row.bar)}</span>
                  </>
                )}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function datesOf({ start, finish, critical, late, baselineFinish }: Bar): string {
  if (start === undefined || finish === undefined) return ', not scheduled'
  const promised = baselineFinish === undefined ? '' : `, promised for ${dayText(baselineFinish)}`
  // What ends at midnight ends on the day before.
  const until = dayText(new Date(finish - 1000).toISOString())
  return `, ${dayText(new Date(start).toISOString())} to ${until}${promised}${critical ? ', critical' : ''}${late ? ', late' : ''}`
}
