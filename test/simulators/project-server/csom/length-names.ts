import type { ScalarKind } from './types.ts'

/** The names under which lengths are said again: `DurationMilliseconds`, `DurationTimeSpan`. */
export const lengthNames = (scalars: Readonly<Record<string, ScalarKind>>): ReadonlySet<string> =>
  new Set(
    Object.entries(scalars).flatMap(([name, kind]) =>
      kind === 'length' ? [`${name}Milliseconds`, `${name}TimeSpan`] : [],
    ),
  )
