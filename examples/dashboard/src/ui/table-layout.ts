/** How somebody wants a table: columns that are not shown, and widths in CSS pixels. */
export interface TableLayout {
  readonly visible: Readonly<Record<string, boolean>>
  readonly widths: Readonly<Record<string, number>>
}

/** A table as it comes. */
export const PLAIN: TableLayout = { visible: {}, widths: {} }

const keyOf = (name: string): string => `pmo-table-${name}`

/** Reads what was kept of a table. What is not understood is left out: it may have been written by an older page. */
export function layoutOf(text: string | null): TableLayout {
  if (text === null) return PLAIN
  let kept: unknown
  try {
    kept = JSON.parse(text)
  } catch {
    return PLAIN
  }
  if (typeof kept !== 'object' || kept === null) return PLAIN
  const visible = 'visible' in kept ? entriesOf(kept.visible) : []
  const widths = 'widths' in kept ? entriesOf(kept.widths) : []
  return {
    visible: Object.fromEntries(
      visible.filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
    ),
    widths: Object.fromEntries(
      widths.filter((entry): entry is [string, number] => Number.isFinite(entry[1]) && Number(entry[1]) > 0),
    ),
  }
}

/** The layout of a table, as it is kept in this browser. */
export function keptLayout(name: string): TableLayout {
  return layoutOf(localStorage.getItem(keyOf(name)))
}

/** Keeps the layout of a table in this browser. */
export function keepLayout(name: string, layout: TableLayout): void {
  const isPlain = Object.keys(layout.visible).length === 0 && Object.keys(layout.widths).length === 0
  if (isPlain) localStorage.removeItem(keyOf(name))
  else localStorage.setItem(keyOf(name), JSON.stringify(layout))
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
