import type { RowOrders } from '../../rpc/index.ts'
import type { Effort } from './capacity-facts.ts'
import type { MatrixRow } from './matrix.ts'
import type { OverAllocation } from './over-allocation.ts'
import type { WantedPerson } from './wanted-people.ts'

const inAll = ({ stated, assumed }: Effort): number => stated + assumed

const demandOf = ({ cells }: MatrixRow): number => cells.reduce((sum, cell) => sum + inAll(cell), 0)

const capacityOf = ({ cells }: MatrixRow): number | undefined =>
  cells.some(({ capacity }) => capacity !== undefined)
    ? cells.reduce((sum, { capacity = 0 }) => sum + capacity, 0)
    : undefined

/** By what the rows of the matrix can be sorted: minutes are of all periods together. */
export const MATRIX_SORTS = ['name', 'unit', 'capacity', 'demand', 'free'] as const

/** By name; what belongs to none last. */
export const MATRIX_ORDERS: RowOrders<MatrixRow> = {
  id: ({ by, id }) => JSON.stringify([by, id ?? null]),
  own: [{ of: ({ id }) => id === undefined }, { of: ({ name }) => name }],
  by: {
    name: ({ name }) => name.toLowerCase(),
    capacity: capacityOf,
    demand: demandOf,
    free: (row) => {
      const capacity = capacityOf(row)
      return capacity === undefined ? undefined : capacity - demandOf(row)
    },
  },
}

/** By what over-allocations can be sorted. */
export const OVERLOAD_SORTS = ['over', 'name', 'unit', 'period', 'certainty'] as const

/** The soonest first, of each period the largest. */
export const OVERLOAD_ORDERS: RowOrders<OverAllocation> = {
  id: ({ id }) => id,
  own: [{ of: ({ period }) => period.from }, { of: ({ over }) => over, descending: true }],
  by: { name: ({ name }) => name.toLowerCase(), period: ({ period }) => period.from },
}

/** By what people whom several projects need can be sorted. */
export const WANTED_SORTS = ['projects', 'effort', 'name', 'unit'] as const

/** The most wanted first. */
export const WANTED_ORDERS: RowOrders<WantedPerson> = {
  id: ({ person }) => person.id,
  own: [
    { of: ({ projects }) => projects.length, descending: true },
    { of: inAll, descending: true },
  ],
  by: {
    projects: ({ projects }) => projects.length,
    effort: inAll,
    name: ({ person }) => person.name.toLowerCase(),
    unit: ({ person }) => person.unit,
  },
}

/** By what the items of a cell can be sorted. */
export const CELL_ITEM_SORTS = ['effort', 'title', 'key', 'project', 'who'] as const

interface ShownItem extends Effort {
  readonly connection: string
  readonly ref: string
  readonly title: string
  readonly who: string
}

/** Those of the most work first. */
export const CELL_ITEM_ORDERS: RowOrders<ShownItem> = {
  id: ({ connection, ref, who }) => JSON.stringify([connection, ref, who]),
  own: [{ of: inAll, descending: true }],
  by: { effort: inAll, title: ({ title }) => title.toLowerCase(), who: ({ who }) => who.toLowerCase() },
}
