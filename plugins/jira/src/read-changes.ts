import { boundaryOf, walkByChange, type Walk } from './walk.ts'
import { Boundary, type Changes } from './changes.ts'
import type { Row } from './listing.ts'

/** Rows to be read in full, and where a run goes on once they are. */
export interface ChangedRows<E> {
  readonly rows: readonly Row<E>[]
  /** Absent: nothing new is among them, and the position stays. */
  readonly position?: Changes
}

/** Rows that are read in full together: as many as Jira gives at once. */
const BATCH = 100

/** A position that names more issues than this is given seldom: it weighs more than what it saves. */
const MANY = 5000

/** Reads what changed since a position, a batch at a time, with a position behind each. */
export async function* readChanges<E>({
  known,
  ...walk
}: Omit<Walk<E>, 'since'> & { readonly known: Changes }): AsyncGenerator<ChangedRows<E>> {
  const boundary = new Boundary(known, walk.began)
  let last: Changes | undefined
  let capacity: number | undefined
  let due = 0
  for await (const step of walkByChange({ ...walk, since: known.from })) {
    capacity = step.capacity
    const rows = boundary.toRead(step.rows)
    for (let from = 0; from < rows.length; from += BATCH) {
      const batch = rows.slice(from, from + BATCH)
      boundary.note(batch)
      const reached = earlier(step.reached, boundaryOf(batch, boundary.since, walk.began))
      if (!boundary.moved || boundary.size < due) {
        yield { rows: batch }
        continue
      }
      last = boundary.at(reached, capacity)
      due = boundary.size < MANY ? 0 : boundary.size * 2
      yield { rows: batch, position: last }
    }
    // Rows that were known already lead on, too.
    if (boundary.moved) last = boundary.at(step.reached, capacity)
  }
  if (last !== undefined) yield { rows: [], position: last }
}

const earlier = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)
