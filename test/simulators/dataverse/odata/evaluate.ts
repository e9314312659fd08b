import type { Column } from '../tables.ts'
import type { Row, Value } from '../state/world.ts'
import type { Comparison, Filter } from './filter.ts'

type Columns = ReadonlyMap<string, Column>

/** Whether a row passes. Texts compare without regard to case, as the database does. */
export function passes(filter: Filter, row: Row, columns: Columns): boolean {
  const value = 'column' in filter ? (row[filter.column] ?? null) : null
  const column = 'column' in filter ? columns.get(filter.column) : undefined
  switch (filter.op) {
    case 'and':
      return passes(filter.left, row, columns) && passes(filter.right, row, columns)
    case 'or':
      return passes(filter.left, row, columns) || passes(filter.right, row, columns)
    case 'not':
      return !passes(filter.inner, row, columns)
    case 'in':
      return filter.values.some((one) => compares('eq', value, one, column))
    case 'contains':
    case 'startswith':
    case 'endswith': {
      if (typeof value !== 'string') return false
      const [whole, part] = [folded(value), folded(filter.value)]
      if (filter.op === 'contains') return whole.includes(part)
      return filter.op === 'startswith' ? whole.startsWith(part) : whole.endsWith(part)
    }
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
    default:
      return compares(filter.op, value, filter.value, column)
  }
}

function compares(op: Comparison, left: Value, right: Value, column: Column | undefined): boolean {
  // Nothing is neither more nor less than anything; it equals nothing alone.
  if (left === null || right === null) {
    if (op === 'eq') return left === right
    return op === 'ne' && left !== right
  }
  return ORDERS[op](compareValues(left, right, column))
}

const ORDERS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
}

/** Order of two values of one column; null comes first. */
export function compareValues(left: Value, right: Value, column: Column | undefined): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1
  if (column?.kind === 'instant') return sign(Date.parse(String(left)) - Date.parse(String(right)))
  if (typeof left === 'number' && typeof right === 'number') return sign(left - right)
  const [a, b] = [folded(String(left)), folded(String(right))]
  return a === b ? 0 : a < b ? -1 : 1
}

const sign = (difference: number): number => (difference === 0 ? 0 : difference < 0 ? -1 : 1)
const folded = (text: string): string => text.toLowerCase()
