/** An instant as the model has it: Planner writes seven digits behind the second. Undefined for what is none. */
export function instantOf(text: string | null | undefined): string | undefined {
  if (!text || Number.isNaN(Date.parse(text))) return undefined
  return new Date(text).toISOString()
}

/**
 * The day of a start or due date. Planner shows days and stores instants that lie in that day's middle by UTC,
 * so that they are the same day almost everywhere.
 */
export function dayOf(text: string | null | undefined): string | undefined {
  return instantOf(text)?.slice(0, 10)
}
