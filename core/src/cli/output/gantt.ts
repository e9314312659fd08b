import { displayWidth, shorten } from './table.ts'
import { oneLine } from '../../texts/index.ts'

/** A row of a chart. Days are calendar days, YYYY-MM-DD. */
export interface GanttRow {
  readonly label: string
  /** Absent: it has no dates. */
  readonly start?: string
  readonly finish?: string
  /** Until when it may slip. */
  readonly latest?: string
  /** The day by which it should be done. */
  readonly deadline?: string
  readonly critical: boolean
  readonly milestone: boolean
  readonly done: boolean
  readonly late: boolean
}

/** How a chart is drawn. */
export interface GanttFrame {
  /** Columns of a line. */
  readonly width: number
  /** The status date, YYYY-MM-DD. */
  readonly today: string
}

const LEAST_CHART = 20
const LEAST_LABEL = 16
const MOST_LABEL = 44
const DAY_MS = 86_400_000

/** What the signs of a chart mean. */
export const GANTT_LEGEND =
  '█ critical  ▓ other work  ─ done  ░ float  ◆ milestone  ! deadline  │ status date'

/**
 * A chart of bars over time for a terminal: as wide as it is told, one line a row, a scale above. A column is one day or
 * more, so that everything fits; what ends within a column still shows.
 */
export function ganttText(rows: readonly GanttRow[], { width, today }: GanttFrame): string {
  const dated = rows.flatMap(({ start, finish }) =>
    start === undefined || finish === undefined ? [] : [dayNumber(start), dayNumber(finish)],
  )
  const labels = rows.map(({ label }) => oneLine(label))
  const widest = Math.max(0, ...labels.map(displayWidth))
  const label = Math.max(LEAST_LABEL, Math.min(MOST_LABEL, widest, width - LEAST_CHART - DATES.length - 4))
  const columns = Math.max(LEAST_CHART, width - label - DATES.length - 4)
  const first = dated.length === 0 ? dayNumber(today) : Math.min(...dated)
  const last = dated.length === 0 ? first : Math.max(...dated)
  const days = Math.max(1, Math.ceil((last - first + 1) / columns))
  const scale: Scale = { first, days, columns: Math.min(columns, Math.ceil((last - first + 1) / days)) }
  const lines = rows.map((row, index) => {
    const text = shorten(labels[index] ?? '', label)
    const dates =
      row.start === undefined || row.finish === undefined
        ? 'not scheduled'
        : row.milestone
          ? row.finish
          : `${row.start.slice(2)} ▸ ${row.finish.slice(2)}`
    return `${padded(text, label)}  ${padded(dates, DATES.length)}  ${bar(row, scale, today)}`.trimEnd()
  })
  const head = `${' '.repeat(label)}  ${' '.repeat(DATES.length)}  ${months(scale)}`.trimEnd()
  return [head, ...lines].join('\n')
}

const DATES = '26-01-01 ▸ 26-01-01'

interface Scale {
  /** Day of the first column, days since 1970. */
  readonly first: number
  /** Days of a column. */
  readonly days: number
  readonly columns: number
}

function bar(row: GanttRow, scale: Scale, today: string): string {
  const cells = Array.from({ length: scale.columns }, () => ' ')
  const put = (from: string, to: string, sign: string): void => {
    const [low, high] = [columnOf(from, scale), columnOf(to, scale)]
    for (let at = Math.max(0, low); at <= Math.min(scale.columns - 1, high); at++) cells[at] = sign
  }
  put(today, today, '│')
  const { start, finish, latest, deadline } = row
  if (start !== undefined && finish !== undefined) {
    if (latest !== undefined && latest > finish) put(finish, latest, '░')
    put(start, finish, row.done ? '─' : row.critical ? '█' : '▓')
    if (row.milestone) put(finish, finish, '◆')
  }
  if (deadline !== undefined && (row.late || !row.done)) {
    const at = columnOf(deadline, scale)
    // A deadline at the end of a bar is kept and needs no sign.
    if (at >= 0 && at < scale.columns && (row.late || cells[at] === ' ')) cells[at] = '!'
  }
  return cells.join('')
}

/** The names of months over the columns in which they begin, where there is room. */
function months(scale: Scale): string {
  let line = ''
  let before = ''
  for (let column = 0; column < scale.columns; column++) {
    const day = dayText(scale.first + column * scale.days)
    const month = day.slice(0, 7)
    if (month === before) continue
    before = month
    const name = monthName(day, line === '' || day.slice(5, 7) === '01')
    if (line.length > 0 && line.length + 1 > column) continue
    if (column + name.length > scale.columns && line !== '') continue
    line = line.padEnd(column) + name
  }
  return line
}

function monthName(day: string, withYear: boolean): string {
  const date = Temporal.PlainDate.from(day)
  return date.toLocaleString('en-GB', { month: 'short', ...(withYear && { year: 'numeric' }) })
}

function columnOf(day: string, { first, days }: Scale): number {
  return Math.floor((dayNumber(day) - first) / days)
}

function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}
