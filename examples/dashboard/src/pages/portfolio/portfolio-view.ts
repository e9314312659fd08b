import { wordOf } from '../../ui/address-word.ts'

/** What health a project can have. */
export const HEALTHS = ['red', 'amber', 'unknown', 'green'] as const
export type Health = (typeof HEALTHS)[number]

/** What the portfolio can be sorted by. */
export const SORTS = ['name', 'health', 'finish', 'delta', 'p80', 'findings'] as const
export type Sort = (typeof SORTS)[number]

/** What narrows the portfolio down, by names as they stand in the address. */
export const FILTERS = ['portfolio', 'program', 'tag', 'manager', 'health', 'text'] as const
export type Filter = (typeof FILTERS)[number]

/** A view of the portfolio: what is shown, in which order. It is the address, so that a link is a saved view. */
export interface PortfolioView {
  readonly portfolio?: string
  readonly program?: string
  readonly tag?: string
  readonly manager?: string
  readonly health?: Health
  readonly text?: string
  readonly sort: Sort
  readonly direction: 'asc' | 'desc'
}

/** What needs somebody comes first. */
const FIRST = { sort: 'health', direction: 'desc' } as const

/** Reads a view from an address. What is not understood is left out: somebody may have typed it. */
export function viewOf(search: Readonly<Record<string, unknown>>): PortfolioView {
  const word = (name: Filter): string | undefined => wordOf(search[name])
  const named = Object.fromEntries(
    (['portfolio', 'program', 'tag', 'manager', 'text'] as const).flatMap((name) => {
      const value = word(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const health = HEALTHS.find((one) => one === search['health'])
  const sort = SORTS.find((one) => one === search['sort'])
  const direction =
    search['direction'] === 'asc' || search['direction'] === 'desc' ? search['direction'] : undefined
  return {
    ...named,
    ...(health !== undefined && { health }),
    sort: sort ?? FIRST.sort,
    direction: direction ?? (sort === undefined ? FIRST.direction : 'asc'),
  }
}

/** Writes a view for an address: only what differs from the first view. */
export function addressOf(view: PortfolioView): Record<string, string> {
  const { sort, direction, ...filters } = view
  const isFirst = sort === FIRST.sort && direction === FIRST.direction
  return { ...filters, ...(!isFirst && { sort, direction }) }
}

/** The view with one filter set, or taken away. */
export function filtered(view: PortfolioView, name: Filter, value: string): PortfolioView {
  const { [name]: _, ...rest } = view
  return value === '' ? rest : viewOf({ ...rest, [name]: value })
}

/** Whether anything narrows the portfolio down. */
export function isNarrowed(view: PortfolioView): boolean {
  return FILTERS.some((name) => view[name] !== undefined)
}
