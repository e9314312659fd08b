import type { Stream } from '@headless-pmo/sdk'
import { describeIssues } from './describe-issues.ts'
import { DEEPEST, isWrappedDeep } from './nesting.ts'

/** What a plugin's mapping gave for one item, its records not yet looked at; or why it gave nothing. */
export type RawOutcome =
  | { readonly ok: true; readonly records: readonly unknown[] }
  | { readonly ok: false; readonly error: string }

/** Says that an item is kept as text, because it nests deeper than any mapping or database follows. */
export const TOO_DEEP: RawOutcome = {
  ok: false,
  error: `It nests deeper than ${DEEPEST} levels and is kept as text only.`,
}

/** Says why a mapping failed. */
export function mappingFailed(error: unknown): { readonly ok: false; readonly error: string } {
  return {
    ok: false,
    error: `The mapping failed: ${error instanceof Error ? error.message : String(error)}`,
  }
}

/**
 * The plugin's own part in mapping one raw item: checks the item's shape and runs the pure function. Never throws: a bad item harms
 * itself alone. Runs where the plugin runs, here or in its process.
 */
export function mapRaw(
  stream: Pick<Stream, 'item' | 'map'>,
  value: unknown,
  context: { readonly config: unknown; readonly part: string },
): RawOutcome {
  try {
    if (isWrappedDeep(value)) return TOO_DEEP
    const shape = stream.item.safeParse(value)
    if (!shape.success)
      return { ok: false, error: `The reply has another shape than expected: ${describeIssues(shape.error)}` }
    return { ok: true, records: Array.from(stream.map(value, context)) }
  } catch (error) {
    return mappingFailed(error)
  }
}
