import { ROW_HEIGHT } from './roadmap-layout.ts'
import { NO_PROJECT, type Bar, type Link, type Row } from './rows.ts'
import { xOf, type TimeScale } from './time-scale.ts'

/** Where an end of a link is drawn: its row, and its time. */
export interface LinkPlace {
  readonly row: number
  /** Milliseconds since 1970 UTC. */
  readonly time: number
}

/** Where the ends of links are. */
export interface RowPlaces {
  /** Undefined: an end is not drawn, or both lie on one row. */
  endsOf(link: Link): { readonly from: LinkPlace; readonly to: LinkPlace } | undefined
}

interface Stretch {
  readonly start?: number | undefined
  readonly finish?: number | undefined
}

/**
 * Where links begin and end on these rows: at bars; at the row of the project where that is closed, so that what ties projects
 * is seen without their items; and at projects that are an end themselves. Pure.
 */
export function rowPlaces(rows: readonly Row[], bars: readonly Bar[]): RowPlaces {
  const byNode = new Map(bars.map((bar) => [bar.node, bar]))
  const rowOfBar = new Map<number, number>()
  const rowOfProject = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'bar') rowOfBar.set(row.bar.node, index)
    else rowOfProject.set(row.id, index)
  }
  const place = (
    node: number,
    project: string | undefined,
    end: 'start' | 'finish',
  ): LinkPlace | undefined => {
    const bar = byNode.get(node)
    const row =
      project === undefined
        ? (rowOfBar.get(node) ??
          (bar === undefined ? undefined : rowOfProject.get(bar.project ?? NO_PROJECT.id)))
        : rowOfProject.get(project)
    if (row === undefined) return undefined
    const whole = rows[row]
    const stretch: Stretch | undefined =
      project === undefined ? bar : whole?.kind === 'project' ? whole : undefined
    const time = stretch?.[end]
    return time === undefined ? undefined : { row, time }
  }
  return {
    endsOf: (link) => {
      const from = place(link.from, link.fromProject, link.type[0] === 'F' ? 'finish' : 'start')
      const to = place(link.to, link.toProject, link.type[1] === 'F' ? 'finish' : 'start')
      return from === undefined || to === undefined || from.row === to.row ? undefined : { from, to }
    },
  }
}

/** Pixels that a link goes on before it bends. */
const STUB = 8

/**
 * The way of a link, pixels: away from its predecessor, down or up, and into its successor from the side on which that begins
 * (or ends). Where there is no room between the two it goes around, between two rows. Pure.
 */
export function elbowsOf(
  { type }: Pick<Link, 'type'>,
  scale: TimeScale,
  { from, to }: { readonly from: LinkPlace; readonly to: LinkPlace },
): readonly { readonly x: number; readonly y: number }[] {
  const [x1, y1] = [xOf(scale, from.time), (from.row + 0.5) * ROW_HEIGHT]
  const [x2, y2] = [xOf(scale, to.time), (to.row + 0.5) * ROW_HEIGHT]
  const out = x1 + (type[0] === 'F' ? STUB : -STUB)
  const into = x2 + (type[1] === 'S' ? -STUB : STUB)
  const begin = { x: x1, y: y1 }
  const end = { x: x2, y: y2 }
  if (type === 'FS' && out <= into) return [begin, { x: into, y: y1 }, { x: into, y: y2 }, end]
  if (type === 'SS' || type === 'FF') {
    const side = type === 'SS' ? Math.min(out, into) : Math.max(out, into)
    return [begin, { x: side, y: y1 }, { x: side, y: y2 }, end]
  }
  if (type === 'SF' && out >= into) return [begin, { x: into, y: y1 }, { x: into, y: y2 }, end]
  const between = y2 + (y2 > y1 ? -ROW_HEIGHT / 2 : ROW_HEIGHT / 2)
  return [begin, { x: out, y: y1 }, { x: out, y: between }, { x: into, y: between }, { x: into, y: y2 }, end]
}
