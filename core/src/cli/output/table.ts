import { oneLine } from '../../texts/index.ts'

/** A column: its title, and the text of a row in it. */
export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string | number | undefined
  /** Numbers read better on the right. */
  readonly align?: 'right'
  /** Longest text shown on a terminal. */
  readonly most?: number
  /** A sentence that goes below its row where rows are wider than the terminal. */
  readonly sentence?: true
  /** It goes where rows are wider than the terminal, the lowest number first. */
  readonly spare?: number
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

const GAP = 2
/** Columns of prose are at least that wide in their rows at most; narrower ones hold ids and names that are copied. */
const PROSE = 30
/** No prose is cut below that. */
const LEAST = 12

/**
 * Rows under titles, for people. Where they are wider than the terminal, sentences go below their rows, spare columns go, and prose is
 * cut, as far as it takes; ids and figures stay whole.
 *
 * @param width columns of the terminal
 */
export function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width = Infinity,
): string {
  const all = columns.map((column) => columnTexts(column, rows))
  const fits = (some: readonly Texts<Row>[]): boolean =>
    leastWidth(some) <= width && (some.length < all.length || wantedWidth(some) <= width)
  let shown: readonly Texts<Row>[] = all
  if (!fits(shown)) shown = all.filter(({ column }) => column.sentence !== true)
  const below = all.filter((one) => !shown.includes(one))
  const gone: Texts<Row>[] = []
  while (leastWidth(shown) > width) {
    const spare = shown.filter(({ column }) => column.spare !== undefined)
    if (spare.length === 0) break
    const next = spare.reduce((best, one) =>
      (one.column.spare ?? 0) < (best.column.spare ?? 0) ? one : best,
    )
    gone.push(next)
    shown = shown.filter((one) => one !== next)
  }
  const widths = fitted(shown, width)
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => {
        const cell = shorten(text, widths[index] ?? 0)
        const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(cell))
        return shown[index]?.column.align === 'right' ? padding + cell : cell + padding
      })
      .join(' '.repeat(GAP))
      .trimEnd()
  return [
    line(shown.map(({ column }) => column.title.toUpperCase())),
    ...rows.flatMap((own, row) => [
      line(shown.map(({ cells }) => cells[row] ?? '')),
      ...below.flatMap(({ column: { value } }) => wrapped(oneLine(String(value(own) ?? '')), width)),
    ]),
    ...(gone.length === 0
      ? []
      : [`Not shown, for want of width: ${gone.map(({ column }) => column.title).join(', ')}.`]),
  ].join('\n')
}

/** A column with the texts of its rows. */
interface Texts<Row> {
  readonly column: Column<Row>
  readonly cells: readonly string[]
  /** Columns of the terminal that it takes whole, and at least. */
  readonly wanted: number
  readonly least: number
}

function columnTexts<Row>(column: Column<Row>, rows: readonly Row[]): Texts<Row> {
  const { title, value, most = 60 } = column
  const cells = rows.map((row) => shorten(oneLine(String(value(row) ?? '')), most))
  const wanted = cells.reduce((widest, cell) => Math.max(widest, displayWidth(cell)), displayWidth(title))
  const least = (column.most ?? 0) >= PROSE ? Math.min(wanted, Math.max(LEAST, displayWidth(title))) : wanted
  return { column, cells, wanted, least }
}

const summed = (widths: readonly number[]): number =>
  widths.reduce((sum, one) => sum + one, GAP * Math.max(0, widths.length - 1))
const wantedWidth = (texts: readonly Texts<never>[]): number => summed(texts.map(({ wanted }) => wanted))
const leastWidth = (texts: readonly Texts<never>[]): number => summed(texts.map(({ least }) => least))

/** Takes what is too much from the widest column of prose, time and again. */
function fitted(texts: readonly Texts<never>[], width: number): readonly number[] {
  const widths = texts.map(({ wanted }) => wanted)
  for (let over = summed(widths) - width; over > 0; over -= 1) {
    let widest = -1
    for (const [index, { least }] of texts.entries()) {
      const own = widths[index] ?? 0
      if (own > least && own > (widths[widest] ?? 0)) widest = index
    }
    if (widest === -1) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

/** Lines of a sentence below its row. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? `  ${word}` : `${line} ${word}`
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line)
      line = `  ${word}`
    } else line = longer
  }
  return text === '' ? [] : [...lines, line]
}

/** One line a row with tabs between, for programs. */
export function plainText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return rows
    .map((row) => columns.map(({ value }) => oneLine(String(value(row) ?? ''))).join('\t'))
    .join('\n')
}
