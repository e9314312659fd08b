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
      aria-label="Items; up and down choose, Enter opens; left and right suppose that the item moves by a day, with Shift by a week, Escape takes it back; M asks by how much; plus and minus zoom, comma and full stop move time"
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
              <span
                role="gridcell"
                {...(row.kind === 'bar' && { title: `${row.bar.key ?? ''} ${row.bar.title}`.trim() })}
              >
                {row.kind === 'project' ? (
                  <>
                    <span aria-hidden="true">{row.isOpen ? '▾' : '▸'}</span> {row.name}{' '}
                    <span className="quiet">({row.bars})</span>
                  </>
                ) : (
                  <>
                    {row.bar.key !== undefined && <span className="key">{shortKey(row.bar.key)}</span>}{' '}
                    {row.bar.title}
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

/** `acme/web#12` as `#12`: which repository it is of stands in its title tip, and names have little room. */
export function shortKey(key: string): string {
  return key.replace(/^[^#\s]+\/[^#\s]+(?=#\d+$)/, '')
}

/** What is known of a bar, as it is read behind its title. */
export function datesOf({ start, finish, critical, late, done, progress, baselineFinish }: Bar): string {
  if (start === undefined || finish === undefined) return ', not scheduled'
  const promised = baselineFinish === undefined ? '' : `, promised for ${dayText(baselineFinish)}`
  // What ends at midnight ends on the day before.
  const until = dayText(new Date(finish - 1000).toISOString())
  const part = done ? ', done' : progress === undefined ? ', progress unknown' : `, ${progress} % done`
  return `, ${dayText(new Date(start).toISOString())} to ${until}${promised}${part}${critical ? ', critical' : ''}${late ? ', late' : ''}`
}
