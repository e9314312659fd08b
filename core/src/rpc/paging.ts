import { z } from 'zod'
import { DIRECTIONS } from './list-place.ts'

/** Which fields of rows are wanted. Every list takes it; `builder.ts` carries it out. */
export const fieldsInput = {
  fields: z
    .array(z.string())
    .min(1)
    .max(50)
    .optional()
    .describe('Only these fields of each row, whatever is always there otherwise; absent: all'),
}

/**
 * By what a list can be sorted; `builder.ts` refuses a direction of nothing.
 * @param sorts words that users know: names of fields where there is one
 * @param own the order without `sort`, as a sentence's end
 */
export function sortInput<const T extends string>(sorts: readonly [T, ...T[]], own: string) {
  return {
    sort: z.enum(sorts).optional().describe(`Rows without the value come last. Absent: ${own}`),
    direction: z
      .enum(DIRECTIONS)
      .optional()
      .describe('Of `sort`, with which alone it is given. Default: ascending'),
  }
}

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
 * @param own the order without `sort`
 */
export function wholeListInput<const T extends string>(
  sorts: readonly [T, ...T[]],
  own = 'the order in which they were configured or made',
) {
  return {
    ...fieldsInput,
    cursor: z.string().optional().describe('`next` of the page before; absent: the first page'),
    limit: z.int().min(1).max(MOST_OF_WHOLE).optional().describe('Most entries of a page; absent: all'),
    ...sortInput(sorts, own),
  }
}

/** What a list of that kind says beside its rows. */
export const wholeListOutput = {
  next: z
    .string()
    .optional()
    .describe('Cursor of the next page; absent on the last, and where no limit was given'),
}
