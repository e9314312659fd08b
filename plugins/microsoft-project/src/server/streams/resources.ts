import { defineStream, verbatimObject, type Verbatim } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { SNAPSHOT_START, SnapshotCursor, snapshotOf } from '../../graph/snapshot.ts'
import { addressOf } from '../address.ts'
import { readList } from '../client.ts'
import { mapServerResource } from '../map/resource.ts'
import { idIn, stampIn } from '../value.ts'
import { ResourceItem } from '../wire/items.ts'

/** Columns that do not change by themselves: no check-out, and no cost of what the resource works on. */
export const resourcesAddress = (site: string): string =>
  addressOf(site, 'ProjectServer/EnterpriseResources', {
    $expand: 'BaseCalendar,ResourceCalendarExceptions,CostRateTables,CostRateTables/CostRates',
    $select:
      'Id,Name,Initials,Email,Group,MaterialLabel,ResourceType,IsActive,IsGeneric,Created,Modified,BaseCalendar/Id,ResourceCalendarExceptions/*,CostRateTables/Name,CostRateTables/CostRates/*',
  })

export const reportedResourcesAddress = (site: string): string =>
  addressOf(site, 'ProjectData/Resources', {
    $select: 'ResourceId,ResourceMaxUnits,ResourceNTAccount,ResourceEmailAddress,ResourceModifiedDate',
  })

/**
 * The enterprise resources. Who they are and how much of them there is, only the copy for reporting says: that half may
 * be older, and follows with a later sync.
 */
export const resourceStream = defineStream({
  config: Config,
  item: ResourceItem,
  cursor: SnapshotCursor,
  start: SNAPSHOT_START,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['currency'],
  async *read(context) {
    const { server } = context.config
    if (server === undefined) return
    const rows = await readList(context, resourcesAddress(server.url), 'The enterprise resources')
    const reported = new Map<string | undefined, Verbatim>()
    const address = reportedResourcesAddress(server.url)
    for (const row of await readList(
      context,
      address,
      'The resources of the reporting service (ProjectData)',
    ))
      reported.set(idIn(row.value, 'ResourceId'), row)
    const items = rows.flatMap((resource) => {
      const id = idIn(resource.value, 'Id')
      if (id === undefined) return []
      const half = reported.get(id)
      return [verbatimObject({ resource, reported: half === undefined ? [] : [half] })]
    })
    yield* snapshotOf(items, context.cursor)
  },
  ref: ({ resource }) => idIn(resource, 'Id') ?? '',
  version: ({ resource }) => stampIn(resource, 'Modified'),
  map: (item, { config }) => mapServerResource(item, config),
})
