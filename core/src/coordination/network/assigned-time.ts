import type { Assignment } from '@headless-pmo/sdk'
import type { RecordIndex } from './record-index.ts'

type Splits = NonNullable<Assignment['splits']>

/** What the assignments to a work item say about when it is worked on. */
export interface AssignedTime {
  /** Refs of the calendars of the resources that work on it, each once. */
  readonly calendars: readonly string[]
  /** When nobody works on it although its calendar would allow it. */
  readonly splits: Splits
}

/** Collects by position of the work item what its assignments say. Materials and costs do not work. */
export function assignedTimes(index: RecordIndex): ReadonlyMap<number, AssignedTime> {
  const assignments = new Map<number, { readonly calendars: Set<string>; splits: Splits | undefined }>()
  for (const { connection, record } of index.of('assignment')) {
    const position = index.find(connection, 'workItem', record.item)
    if (position === undefined) continue
    const resource =
      record.resource === undefined ? undefined : index.get(connection, 'resource', record.resource)?.record
    if (resource !== undefined && resource.type !== 'work') continue
    let known = assignments.get(position)
    if (known === undefined) {
      known = { calendars: new Set(), splits: undefined }
      assignments.set(position, known)
    }
    if (resource?.calendar !== undefined) known.calendars.add(resource.calendar)
    const splits = record.splits ?? []
    known.splits = known.splits === undefined ? splits : common(known.splits, splits)
  }
  return new Map(
    [...assignments].map(([position, { calendars, splits = [] }]) => [
      position,
      { calendars: [...calendars].toSorted(), splits },
    ]),
  )
}

/** The time in which both are interrupted: an item rests only while all who work on it do. */
function common(one: Splits, other: Splits): Splits {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const from = a.from > b.from ? a.from : b.from
      const until = a.until < b.until ? a.until : b.until
      return from < until ? [{ from, until }] : []
    }),
  )
}
