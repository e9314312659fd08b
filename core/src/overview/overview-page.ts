import { PmoError } from '../config/index.ts'
import type { Light } from '../portfolio/index.ts'
import type { ForecastRow, OverviewRow } from './overview-row.ts'

/** What the overview is sorted by. */
export const OVERVIEW_SORTS = ['name', 'health', 'finish', 'delta', 'p80', 'findings'] as const
export type OverviewSort = (typeof OVERVIEW_SORTS)[number]

/** Which projects are asked for; each word narrows. */
export interface OverviewFilter {
  readonly portfolio?: string
  readonly program?: string
  readonly tag?: string
  readonly manager?: string
  readonly health?: Light
  /** Part of the name or id, in any case. */
  readonly text?: string
}

/** A page of the overview. */
export interface OverviewQuestion extends OverviewFilter {
  readonly sort?: OverviewSort
  /** By health, `descending` is the worst first. */
  readonly direction?: 'ascending' | 'descending'
  readonly cursor?: string
  readonly limit: number
}

const NEED: Readonly<Record<Light, number>> = { green: 0, unknown: 1, amber: 2, red: 3 }

const VALUE: Readonly<Record<OverviewSort, (row: ForecastRow) => string | number | undefined>> = {
  name: ({ project }) => project.name.toLowerCase(),
  health: ({ health }) => NEED[health.light ?? 'unknown'],
  finish: ({ dates }) => dates.scheduledFinish ?? dates.namedFinish,
  delta: ({ dates }) => dates.deltaDays ?? dates.namedDeltaDays,
  p80: ({ forecast }) => forecast.p80,
  findings: ({ findings }) => (findings.asOf === undefined ? undefined : findings.open),
}

/** The rows that are asked for. Pure. */
export function filterRows<T extends Pick<OverviewRow, 'project' | 'health'>>(
  rows: readonly T[],
  filter: OverviewFilter,
): readonly T[] {
  const text = filter.text?.toLowerCase()
  return rows.filter(
    ({ project, health }) =>
      (filter.portfolio === undefined || project.portfolio === filter.portfolio) &&
      (filter.program === undefined || project.program === filter.program) &&
      (filter.manager === undefined || project.manager === filter.manager) &&
      (filter.tag === undefined || project.tags.includes(filter.tag)) &&
      (filter.health === undefined || (health.light ?? 'unknown') === filter.health) &&
      (text === undefined ||
        project.name.toLowerCase().includes(text) ||
        project.id.toLowerCase().includes(text)),
  )
}

/**
 * A page of rows. What has no value comes last in either direction; equal rows stand by their ids. The cursor names the
 * last row by its value and id, so that a row that comes or goes between two pages neither doubles nor hides another.
 * @throws PmoError `invalid-request` for the cursor of another question
 */
export function overviewPage(
  rows: readonly ForecastRow[],
  question: OverviewQuestion,
): { readonly items: readonly ForecastRow[]; readonly total: number; readonly next?: string } {
  const { sort = 'health', cursor, limit, direction, ...filter } = question
  const order = direction ?? (sort === 'health' ? 'descending' : 'ascending')
  const asked = JSON.stringify([sort, order, filterKey(filter)])
  const found = filterRows(rows, filter).map((row) => ({
    row,
    at: [VALUE[sort](row) ?? null, row.project.id] as const,
  }))
  const compare = comparing(order)
  const sorted = found.toSorted((a, b) => compare(a.at, b.at))
  const after = cursor === undefined ? undefined : placeOf(cursor, asked)
  const rest = after === undefined ? sorted : sorted.filter(({ at }) => compare(at, after) > 0)
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ row }) => row),
    total: sorted.length,
    ...(rest.length > limit && last !== undefined && { next: cursorOf(asked, last.at) }),
  }
}

type Place = readonly [string | number | null, string]

function comparing(direction: 'ascending' | 'descending'): (one: Place, other: Place) => number {
  const sign = direction === 'ascending' ? 1 : -1
  return ([one, id], [other, otherId]) => {
    if (one !== other) {
      if (one === null) return 1
      if (other === null) return -1
      return one < other ? -sign : sign
    }
    return id < otherId ? -1 : id > otherId ? 1 : 0
  }
}

const filterKey = ({ portfolio, program, tag, manager, health, text }: OverviewFilter): unknown[] => [
  portfolio ?? null,
  program ?? null,
  tag ?? null,
  manager ?? null,
  health ?? null,
  text ?? null,
]

function cursorOf(asked: string, place: Place): string {
  return Buffer.from(JSON.stringify([asked, ...place])).toString('base64url')
}

function placeOf(cursor: string, asked: string): Place {
  const wrong = new PmoError(
    'invalid-request',
    'The cursor belongs to another question; ask again without one, or with the filters and sort of its first page.',
  )
  let told: unknown
  try {
    told = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw wrong
  }
  if (!Array.isArray(told) || told.length !== 3) throw wrong
  const [of, value, id]: unknown[] = told
  const isValue = value === null || typeof value === 'string' || typeof value === 'number'
  if (of !== asked || !isValue || typeof id !== 'string') throw wrong
  return [value, id]
}
