/** By whom demand is told. */
export const GROUPS = { person: 'People', role: 'Roles', unit: 'Units', project: 'Projects' } as const
export type Group = keyof typeof GROUPS

/** What the page shows. */
export const TABS = { load: 'Load', overloads: 'Asked for too much', wanted: 'Wanted by many' } as const
export type Tab = keyof typeof TABS

/** What the page shows, as it stands in the address. */
export interface CapacityView {
  readonly tab: Tab
  readonly by: Group
  readonly period: 'week' | 'month'
  readonly months: number
  /** Projects that have to need somebody who is wanted by many. */
  readonly least: number
}

const MONTHS = { least: 1, usual: 3, most: 12 } as const
const PROJECTS = { least: 2, usual: 3, most: 20 } as const

/** The view that an address names; what it says otherwise is passed over. */
export function capacityViewOf(search: Readonly<Record<string, unknown>>): CapacityView {
  const { tab, by, period } = search
  return {
    tab: isKey(TABS, tab) ? tab : 'load',
    by: isKey(GROUPS, by) ? by : 'person',
    period: period === 'month' ? 'month' : 'week',
    months: countOf(search['months'], MONTHS),
    least: countOf(search['least'], PROJECTS),
  }
}

function countOf(
  told: unknown,
  { least, usual, most }: { readonly least: number; readonly usual: number; readonly most: number },
): number {
  const count = Number(told ?? usual)
  return Number.isInteger(count) && count >= least && count <= most ? count : usual
}

function isKey<T extends object>(of: T, key: unknown): key is keyof T {
  return typeof key === 'string' && Object.hasOwn(of, key)
}

/** How much is asked for in one period, minutes. */
export interface Cell {
  readonly capacity?: number | undefined
  readonly stated: number
  readonly assumed: number
}

/**
 * Load of a cell: demand ÷ capacity. Without capacity there is no share: `none` where nobody works then and nothing is asked,
 * `over` where something is asked of nobody's time, `unknown` where the capacity is not known.
 */
export function loadOf(cell: Cell): { readonly share?: number; readonly level: Level } {
  const asked = cell.stated + cell.assumed
  if (cell.capacity === undefined) return { level: asked === 0 ? 'none' : 'unknown' }
  if (cell.capacity === 0) return { level: asked === 0 ? 'none' : 'over' }
  const share = asked / cell.capacity
  return { share, level: levelOf(share) }
}

export type Level = 'none' | 'free' | 'half' | 'full' | 'over' | 'unknown'

function levelOf(share: number): Level {
  if (share === 0) return 'none'
  if (share > 1) return 'over'
  if (share > 0.85) return 'full'
  return share > 0.5 ? 'half' : 'free'
}

/** How often more is asked of a person than there is, and how much in all, minutes. */
export interface TooMuch {
  readonly periods: number
  readonly over: number
}

/** Overloads added up by person. Pure. */
export function tooMuchByPerson(
  overloads: readonly { readonly person: string; readonly over: number }[],
): ReadonlyMap<string, TooMuch> {
  const people = new Map<string, TooMuch>()
  for (const { person, over } of overloads) {
    const before = people.get(person) ?? { periods: 0, over: 0 }
    people.set(person, { periods: before.periods + 1, over: before.over + over })
  }
  return people
}
