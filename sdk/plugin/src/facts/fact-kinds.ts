/**
 * Names of the computed facts.
 *
 * @example
 * ```ts
 * const isFact = (need: Need): boolean => FACT_KINDS.some((kind) => kind === need)
 * ```
 */
export const FACT_KINDS = [
  'schedule',
  'capacity',
  'indicator',
  'whatIf',
  'flow',
  'source',
  'governance',
] as const
