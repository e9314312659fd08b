import type { ListShape } from './list-shape.ts'
import { boundCursor, chosenFields, type ListInput } from './list-question.ts'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A raw input as an object; anything else asks for nothing that lists share. */
export const listInput = (raw: unknown): ListInput => (isObject(raw) ? raw : {})

/**
 * A reply as whoever asked gets it: the cursor of the next page bound to the question, and of the rows the chosen fields alone. What is no
 * list is left as it is.
 *
 * @throws PmoError `invalid-request` for a field that rows do not have
 */
export function listReply(
  data: unknown,
  { path, input, shape }: { readonly path: string; readonly input: ListInput; readonly shape?: ListShape },
): unknown {
  if (!isObject(data)) return data
  const rows = data[shape?.rows ?? 'items']
  if (!Array.isArray(rows)) return data
  const { next } = data as { readonly next?: unknown } // looked at right below
  const { fields } = input as { readonly fields?: unknown }
  const chosen = Array.isArray(fields)
    ? fields.map(String)
    : typeof fields === 'string'
      ? [fields]
      : undefined
  return {
    ...data,
    ...(chosen !== undefined && { [shape?.rows ?? 'items']: chosenFields(rows, chosen, shape ?? {}) }),
    ...(typeof next === 'string' && { next: boundCursor(path, input, next) }),
  }
}
