import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { DataTable, type Column } from '../../../ui/data-table.tsx'
import { dayText, numberText } from '../../../ui/format.ts'

/** A column of a table by day. */
export type DayValue<Row> = readonly [title: string, value: (row: Row) => number | undefined | null]

interface DayRow {
  readonly day: string
}

/** The numbers of a curve, the newest day first; each past day leads to the project as it was then. */
export function DayTable<Row extends DayRow>({
  caption,
  project,
  today,
  rows,
  values,
}: {
  readonly caption: string
  readonly project: string
  /** The last day that is no forecast. */
  readonly today: string
  readonly rows: readonly Row[]
  /** Of each column; undefined: unknown, null: there is none of that day, as of the future. */
  readonly values: readonly DayValue<Row>[]
}) {
  const newest = useMemo(() => rows.toReversed(), [rows])
  const columns: readonly Column<Row>[] = [
    {
      id: 'day',
      title: 'Day',
      cell: ({ day }) => (
        <span className="nowrap">
          {day > today ? (
            dayText(day)
          ) : (
            <Link to="/projects/$project" params={{ project }} search={{ asOf: day }}>
              {dayText(day)}
            </Link>
          )}
        </span>
      ),
    },
    ...values.map(([title, value]): Column<Row> => ({
      id: title,
      title,
      numeric: true,
      cell: (row) => {
        const told = value(row)
        if (told === null) return '–'
        return told === undefined ? 'unknown' : numberText(told)
      },
    })),
  ]
  return <DataTable caption={caption} columns={columns} rows={newest} rowKey={({ day }) => day} />
}
