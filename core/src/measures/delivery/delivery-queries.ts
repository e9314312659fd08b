import type { ProjectDefinition } from '../../config/index.ts'
import type { Handle } from '../../database/index.ts'
import { listRecords, namesOfTitled, referenceName, walkItems, type RecordView } from '../../records/index.ts'
import { scopesOf } from '../../portfolio/index.ts'
import type { MeasuredProject } from '../measured-project.ts'
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

/** Pull requests of a project that were merged. */
export async function mergedChangesOf(
  handle: Handle,
  { all, index }: Pick<MeasuredProject, 'all' | 'index'>,
): Promise<MergedChange[]> {
  const changes: MergedChange[] = []
  let after: number | undefined
  do {
    const page = await walkItems(handle, {
      groups: all.map(scopesOf),
      only: index,
      limit: BATCH,
      ...(after !== undefined && { after }),
    })
    for (const { item } of page.items) {
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
    after = page.next
  } while (after !== undefined)
  return changes
}
