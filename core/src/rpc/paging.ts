import { z } from 'zod'

/** What every paged list takes. */
export const pageInput = {
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
