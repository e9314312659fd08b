import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import { listRecords, namesOfTitled, referenceName, type RecordView } from '../../records/index.ts'
import { itemPages } from '../project-items.ts'
import { timeOf } from '../time.ts'
import type { Delivery, MergedChange } from './delivery.ts'

const BATCH = 500

/** Deployments of what a project's sources hold, to any environment. */
export async function deliveriesOf(
  handle: Handle,
  { sources }: Pick<ProjectDefinition, 'sources'>,
): Promise<Delivery[]> {
  const deliveries = new Map<string, Delivery>()
  for (const { connection, container } of sources) {
    const names =
      container === undefined
        ? undefined
        : new Set(await namesOfTitled(handle, connection, 'container', [container]))
    let cursor: string | undefined
    do {
      const page = await listRecords(handle, {
        filter: { kind: 'deployment', connections: [connection] },
        limit: BATCH,
        ...(cursor !== undefined && { cursor }),
      })
      for (const record of page.records) {
        const home = referenceName(record.data.container)
        if (names === undefined || names.has(home))
          deliveries.set(`${connection}\n${record.ref}`, deliveryOf(record, home))
      }
      cursor = page.nextCursor
    } while (cursor !== undefined)
  }
  return [...deliveries.values()]
}

function deliveryOf({ connection, ref, data }: RecordView<'deployment'>, container: string): Delivery {
  const { outcome } = data
  return {
    connection,
    ref,
    container: `${connection}\n${container}`,
    environment: data.environment,
    at: timeOf(data.finished) ?? timeOf(data.created) ?? 0,
    // A deployment that a later one has replaced was a good one.
    ...(outcome === 'failure' && { outcome }),
    ...((outcome === 'success' || outcome === 'inactive') && { outcome: 'success' as const }),
  }
}

/** Pull requests among the items that were merged. @param ids row ids */
export async function mergedChangesOf(handle: Handle, ids: readonly number[]): Promise<MergedChange[]> {
  const changes: MergedChange[] = []
  for await (const items of itemPages(handle, ids)) {
    for (const item of items) {
      const { type, statusCategory, created, finished, title, container } = item.data
      const [opened, merged] = [timeOf(created), timeOf(finished)]
      if (type !== 'pull_request' || statusCategory !== 'done') continue
      if (opened === undefined || merged === undefined) continue
      const { connection, ref, key } = item
      changes.push({
        connection,
        ref,
        title,
        container: `${connection}\n${referenceName(container)}`,
        opened,
        merged,
        ...(key !== undefined && { key }),
      })
    }
  }
  return changes
}
