import type { NetworkEnds } from './network-ends.ts'
import type { StandIn } from './portfolio-network.ts'
import type { RecordIndex } from './record-index.ts'

/** What stands in plans for tasks that are synced from elsewhere, with the dates that those plans hold of them. */
export function standInsOf(index: RecordIndex, ends: NetworkEnds): readonly StandIn[] {
  return index.of('dependency').flatMap(({ connection, record }): readonly StandIn[] => {
    const { ref, type, to, heldDates } = record
    if (heldDates === undefined || type !== 'duplicates') return []
    const node = ends.known(connection, to, true)
    if (node === undefined) return []
    const { start, finish } = heldDates
    return [
      {
        connection,
        ref,
        node,
        ...(start !== undefined && { start }),
        ...(finish !== undefined && { finish }),
      },
    ]
  })
}
