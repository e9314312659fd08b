/** A column: its title, and the text of a row in it. */
export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string | number | undefined
  /** Numbers read better on the right. */
  readonly align?: 'right'
  /** Longest text shown on a terminal. */
  readonly most?: number
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

/** Cuts a text to the columns it may take. */
export function shorten(text: string, most: number): string {
  if (displayWidth(text) <= most) return text
  let kept = ''
  for (const { segment } of segmenter.segment(text)) {
    if (displayWidth(kept + segment) > most - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** Control characters of a tracker's text must not reach a terminal, nor break a line in a pipe. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
}

const GAP = 2
/** Columns of prose are at least that wide in their rows at most; narrower ones hold ids and names that are copied. */
const PROSE = 30
/** No prose is cut below that. */
const LEAST = 16

/** Rows under titles, for people. @param width columns of the terminal: prose is cut so that rows fit, as far as it goes */
export function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width = Infinity,
): string {
  const whole = rows.map((row) =>
    columns.map(({ value, most = 60 }) => shorten(oneLine(String(value(row) ?? '')), most)),
  )
  const wanted = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...whole.map((row) => displayWidth(row[index] ?? ''))),
  )
  const prose = columns.map(({ most = 0 }) => most >= PROSE)
  const widths = fitted(wanted, prose, width - GAP * (columns.length - 1))
  const cells = whole.map((row) => row.map((text, index) => shorten(text, widths[index] ?? 0)))
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(text))
        return columns[index]?.align === 'right' ? padding + text : text + padding
      })
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => title.toUpperCase())), ...cells.map(line)].join('\n')
}

/** Takes what is too much from the widest column of prose, time and again. */
function fitted(wanted: readonly number[], prose: readonly boolean[], width: number): readonly number[] {
  const widths = [...wanted]
  let over = widths.reduce((sum, one) => sum + one, 0) - width
  while (over > 0 && over < Infinity) {
    let widest = -1
    for (const [index, isProse] of prose.entries())
      if (isProse && (widths[index] ?? 0) > Math.max(LEAST, widths[widest] ?? 0)) widest = index
    if (widest === -1) break
    widths[widest] = (widths[widest] ?? 0) - 1
    over -= 1
  }
  return widths
}

/** One line a row with tabs between, for programs. */
export function plainText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return rows
    .map((row) => columns.map(({ value }) => oneLine(String(value(row) ?? ''))).join('\t'))
    .join('\n')
}
