import type { Outputs } from '../../ui/api-types.ts'

export type Bar = Outputs['roadmap']['bars']['items'][number]
export type Link = Outputs['roadmap']['links']['items'][number]

/** A row of the roadmap: a project, or an item below it. */
export type Row =
  | {
      readonly kind: 'project'
      readonly id: string
      readonly name: string
      readonly bars: number
      /** First and last instant of its bars. */
      readonly start?: number
      readonly finish?: number
      readonly isOpen: boolean
    }
  | { readonly kind: 'bar'; readonly bar: Bar; readonly depth: number }

/** Items that belong to no project stand below this. */
export const NO_PROJECT = { id: '', name: 'No project' } as const

/**
 * Rows in their order: each project, and unless it is closed its items, parts below what they are part of. Pure.
 * @param bars in the order of the server
 */
export function rowsOf(
  bars: readonly Bar[],
  projects: readonly { readonly id: string; readonly name: string }[],
  closed: ReadonlySet<string>,
): readonly Row[] {
  const byProject = Map.groupBy(bars, ({ project }) => project ?? NO_PROJECT.id)
  const rows: Row[] = []
  for (const { id, name } of [...projects, NO_PROJECT]) {
    const own = byProject.get(id)
    if (own === undefined) continue
    const isOpen = !closed.has(id)
    rows.push({ kind: 'project', id, name, bars: own.length, isOpen, ...stretchOf(own) })
    if (isOpen) rows.push(...nested(own))
  }
  return rows
}

function stretchOf(bars: readonly Bar[]): { readonly start?: number; readonly finish?: number } {
  let [start, finish] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const bar of bars) {
    start = Math.min(start, bar.start ?? start)
    finish = Math.max(finish, bar.finish ?? finish)
  }
  return Number.isFinite(start) && Number.isFinite(finish) ? { start, finish } : {}
}

/** Items as a tree on lines. One whose parent is not among them stands at the top; a ring of parents is cut where it is entered. */
function nested(bars: readonly Bar[]): readonly Row[] {
  const here = new Set(bars.map(({ node }) => node))
  const parts = Map.groupBy(bars, ({ parent }) => (parent !== undefined && here.has(parent) ? parent : -1))
  const rows: Row[] = []
  const placed = new Set<number>()
  const place = (top: readonly Bar[]) => {
    const open = top.toReversed().map((bar) => ({ bar, depth: 0 }))
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { bar, depth } = next
      if (placed.has(bar.node)) continue
      placed.add(bar.node)
      rows.push({ kind: 'bar', bar, depth })
      for (const part of (parts.get(bar.node) ?? []).toReversed()) open.push({ bar: part, depth: depth + 1 })
    }
  }
  place(parts.get(-1) ?? [])
  if (placed.size < bars.length) for (const bar of bars) place([bar])
  return rows
}

/** The first and last instant of all bars; undefined: none has a date. */
export function extentOf(
  bars: readonly Bar[],
): { readonly from: number; readonly until: number } | undefined {
  const { start, finish } = stretchOf(bars)
  return start === undefined || finish === undefined ? undefined : { from: start, until: finish }
}
