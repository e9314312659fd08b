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

/** Rows under titles, for people. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) =>
    columns.map(({ value, most = 60 }) => shorten(oneLine(String(value(row) ?? '')), most)),
  )
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[index] ?? ''))),
  )
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

/** One line a row with tabs between, for programs. */
export function plainText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return rows
    .map((row) => columns.map(({ value }) => oneLine(String(value(row) ?? ''))).join('\t'))
    .join('\n')
}
