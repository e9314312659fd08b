import type { Tx } from '../../database/index.ts'
import type { RegisterBody } from '../register/bodies.ts'
import { addEntry, entriesOf, lockRegisters } from '../register/queries.ts'
import type { OpenedReview, ToleranceVerdict } from './breach.ts'
import { noteKept, noteTripped, openReviewOf, trippedBefore } from './queries.ts'

/** Who has opened a review that nobody opened by hand. */
export const TRIPWIRE_AUTHOR = 'tripwire'

/** What a rule says of the tolerances of a project. */
export interface Said {
  readonly rule: string
  readonly project: string
  readonly verdicts: readonly ToleranceVerdict[]
  /** Instant of the run. */
  readonly at: string
  /** The day for which it judged, YYYY-MM-DD. */
  readonly today: string
  /** Who acts where the tolerance names nobody. */
  readonly manager?: string
}

/**
 * Opens a review for each tolerance that is breached now and was not before, unless one is open; notes those that are kept
 * again. The caller's transaction ends with either all of it or nothing.
 */
export async function trip(tx: Tx, said: Said): Promise<readonly OpenedReview[]> {
  const { rule, project, verdicts, at, today, manager } = said
  if (verdicts.length === 0) return []
  // Two runs at once come one after the other, and the second sees the review of the first.
  await lockRegisters(tx)
  const before = await trippedBefore(tx, said)
  await noteKept(tx, {
    rule,
    project,
    tolerances: verdicts.filter(({ state }) => state === 'kept').map(({ tolerance }) => tolerance),
  })
  const breached = verdicts.filter(({ state, tolerance }) => state === 'breached' && !before.has(tolerance))
  if (breached.length === 0) return []
  const tolerances = await entriesOf(tx, { kind: 'tolerance', project })
  const opened: OpenedReview[] = []
  for (const { tolerance, message } of breached) {
    const entry = tolerances.find(({ id }) => id === tolerance)
    if (entry === undefined) continue
    // The filter above gives tolerances only.
    const { owner = manager, action, withinDays } = entry.body as RegisterBody<'tolerance'>
    let review = await openReviewOf(tx, project, tolerance)
    if (review === undefined) {
      const due = Temporal.PlainDate.from(today).add({ days: withinDays }).toString()
      const added = await addEntry(tx, {
        kind: 'review',
        project,
        by: TRIPWIRE_AUTHOR,
        reason: `The rule ${rule} found the tolerance ${tolerance} breached.`,
        body: {
          reason: message,
          tripwire: tolerance,
          opened: at,
          action,
          due,
          ...(owner !== undefined && { owner }),
        },
      })
      review = added.id
      opened.push({ review, project, tolerance, action, due, ...(owner !== undefined && { owner }) })
    }
    await noteTripped(tx, { rule, project, tolerance, review, since: at })
  }
  return opened
}
