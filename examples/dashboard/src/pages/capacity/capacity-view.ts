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
}

const MONTHS = { least: 1, usual: 3, most: 12 } as const

/** The view that an address names; what it says otherwise is passed over. */
export function capacityViewOf(search: Readonly<Record<string, unknown>>): CapacityView {
  const { tab, by, period } = search
  const months = Number(search['months'] ?? MONTHS.usual)
  return {
    tab: isKey(TABS, tab) ? tab : 'load',
    by: isKey(GROUPS, by) ? by : 'person',
    period: period === 'month' ? 'month' : 'week',
    months:
      Number.isInteger(months) && months >= MONTHS.least && months <= MONTHS.most ? months : MONTHS.usual,
  }
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

/** A person whom several projects ask for. */
export interface Wanted {
  readonly person: string
  readonly name: string
  readonly head?: string | undefined
  readonly projects: readonly string[]
  /** Periods in which more is asked than there is. */
  readonly periods: number
  readonly over: number
}

interface Overload {
  readonly person: string
  readonly name: string
  readonly head?: string | undefined
  readonly over: number
  readonly projects: readonly { readonly name: string }[]
}

/** People by the number of projects that compete for them, most first; ties by how much too much is asked. Pure. */
export function wantedPeople(overloads: readonly Overload[]): readonly Wanted[] {
  const people = new Map<string, Wanted>()
  for (const { person, name, head, over, projects } of overloads) {
    const before = people.get(person)
    people.set(person, {
      person,
      name,
      head,
      projects: [...new Set([...(before?.projects ?? []), ...projects.map((one) => one.name)])],
      periods: (before?.periods ?? 0) + 1,
      over: (before?.over ?? 0) + over,
    })
  }
  return [...people.values()]
    .filter(({ projects }) => projects.length > 1)
    .toSorted((a, b) => b.projects.length - a.projects.length || b.over - a.over)
}
