import { z } from 'zod'
import { PmoError } from '../config/index.ts'

/** Which fields of rows are wanted. Every list takes it; `builder.ts` carries it out. */
export const fieldsInput = {
  fields: z
    .array(z.string())
    .min(1)
    .max(50)
    .optional()
    .describe('Only these fields of each row, whatever is always there otherwise; absent: all'),
}

/** Cursor of a list that counts its rows. */
export const countingCursor = z
  .string()
  .refine(
    (text) => /^\d{1,9}$/.test(text),
    'it is no cursor of this list; leave it out to start at the first page',
  )
  .optional()
  .describe('`next` of the page before; absent: the first page')

/** What every paged list takes. */
export const pageInput = {
  ...fieldsInput,
  cursor: z.string().optional().describe('`next` of the page before; absent: the first page'),
  limit: z.int().min(1).max(500).default(50).describe('Most entries of a page'),
}

/** A page of a list. */
export function pageOf<T extends z.ZodType>(entry: T) {
  return z.object({
    items: z.array(entry).readonly(),
    next: z.string().optional().describe('Cursor of the next page; absent on the last'),
  })
}

/** Leaves out the keys without a value, as our own types want it. */
export function given<T extends Readonly<Record<string, unknown>>>(
  value: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Filtering by value is more than the type system follows.
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** Most entries of a page of a list that is otherwise given whole. */
const MOST_OF_WHOLE = 1000

/**
 * What a list takes that is short enough to be given whole: without `limit` everything comes.
 * @param sorts names of the fields of a row by which it can be ordered
 */
export function wholeListInput<const T extends string>(sorts: readonly [T, ...T[]]) {
  return {
    ...fieldsInput,
    cursor: z.string().optional().describe('`next` of the page before; absent: the first page'),
    limit: z.int().min(1).max(MOST_OF_WHOLE).optional().describe('Most entries of a page; absent: all'),
    sort: z.enum(sorts).optional().describe('Absent: the order in which they were configured or made'),
    direction: z.enum(['ascending', 'descending']).default('ascending').describe('Of `sort`'),
  }
}

/** The same for a list that has one order alone: that of the configuration. */
export const configuredListInput = (({ fields, cursor, limit }) => ({ fields, cursor, limit }))(
  wholeListInput(['id']),
)

/** What a list of that kind says beside its rows. */
export const wholeListOutput = {
  next: z
    .string()
    .optional()
    .describe('Cursor of the next page; absent on the last, and where no limit was given'),
}

/** What was asked of a list that is given whole. */
export interface WholeListQuestion {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  readonly sort?: string | undefined
  readonly direction: 'ascending' | 'descending'
}

/**
 * A page of rows that are all there: in the order asked for, those without the value last, ties by id. A page goes on behind the row that
 * ended the one before: rows that come or go meanwhile shift nothing. Pure.
 *
 * @throws PmoError `invalid-request` for a cursor of another list, or, in the list's own order, when its row is gone
 */
export function pageOfWhole<T extends object>(
  rows: readonly T[],
  { cursor, limit, sort, direction }: WholeListQuestion,
  idOf: (row: T) => string,
): { readonly rows: readonly T[]; readonly next?: string } {
  const valueOf = (row: T): SortValue => sortValue(sort === undefined ? undefined : Reflect.get(row, sort))
  const place = (row: T): Place => [valueOf(row), idOf(row)]
  const ordered =
    sort === undefined ? rows : rows.toSorted((a, b) => comparePlaces(place(a), place(b), direction))
  let start = 0
  if (cursor !== undefined) {
    const after = placeOf(cursor)
    const found =
      sort === undefined
        ? ordered.findIndex((row) => idOf(row) === after[1]) + 1 || -1
        : ordered.findIndex((row) => comparePlaces(place(row), after, direction) > 0)
    if (found === -1 && sort === undefined) throw lostPlace()
    start = found === -1 ? ordered.length : found
  }
  const page = ordered.slice(start, limit === undefined ? undefined : start + limit)
  const last = page.at(-1)
  const isLast = start + page.length >= ordered.length || last === undefined
  return {
    rows: page,
    ...(!isLast && { next: Buffer.from(JSON.stringify(place(last))).toString('base64url') }),
  }
}

type SortValue = string | number | null
type Place = readonly [value: SortValue, id: string]

const sortValue = (value: unknown): SortValue =>
  typeof value === 'string' || typeof value === 'number'
    ? value
    : typeof value === 'boolean'
      ? Number(value)
      : null

function comparePlaces(a: Place, b: Place, direction: 'ascending' | 'descending'): number {
  const [one, other] = [a[0], b[0]]
  if (one !== other) {
    if (one === null) return 1
    if (other === null) return -1
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : compareTexts(String(one), String(other))
    if (order !== 0) return direction === 'ascending' ? order : -order
  }
  return compareTexts(a[1], b[1])
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function placeOf(cursor: string): Place {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parsed) && parsed.length === 2 && typeof parsed[1] === 'string')
      return [sortValue(parsed[0]), parsed[1]]
  } catch {
    // Said below.
  }
  throw lostPlace()
}

const lostPlace = (): PmoError =>
  new PmoError(
    'invalid-request',
    'The cursor is none of this list, or the row that it stood at is gone; leave it out to start at the first page.',
  )
