/** What was told last of something: in which state it is, and since when (ISO instant). */
export interface Told {
  readonly state: string
  readonly since: string
}

/** What follows from a new state. */
export interface Transition {
  /** To be kept; the time is that at which trouble began, as long as it lasts. */
  readonly told: Told
  /** `worse` and `better` are to be told; what stays as it is, is not told again. */
  readonly change: 'none' | 'worse' | 'better'
}

/**
 * Compares a state with the one that was told. Trouble that goes on is told once; another kind of trouble is told, as is
 * its end. What is well from the start is nothing to tell. Pure.
 * @param well the state in which there is no trouble
 */
export function transition(
  before: Told | undefined,
  now: { readonly state: string; readonly at: string; readonly well: string },
): Transition {
  const { state, at, well } = now
  if (before?.state === state) return { told: before, change: 'none' }
  if (state === well) {
    return { told: { state, since: at }, change: before === undefined ? 'none' : 'better' }
  }
  const since = before === undefined || before.state === well ? at : before.since
  return { told: { state, since }, change: 'worse' }
}
