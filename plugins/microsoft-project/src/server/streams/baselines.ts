import { defineStream, verbatim, verbatimObject, z, type Verbatim } from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import { addressOf, guidLiteral } from '../address.ts'
import { readPages } from '../client.ts'
import { mapServerBaseline } from '../map/baseline.ts'
import { serverProjects } from '../parts.ts'
import { idIn, numberIn, textIn } from '../value.ts'
import { BaselineItem } from '../wire/items.ts'

const SETS = {
  project: { name: 'ProjectBaselines', key: 'TaskId' },
  task: { name: 'TaskBaselines', key: 'TaskId' },
  assignment: { name: 'AssignmentBaselines', key: 'AssignmentId' },
} as const

export const baselinesAddress = (site: string, of: keyof typeof SETS, project: string): string => {
  const { name, key } = SETS[of]
  const prefix = name.slice(0, -1)
  const columns =
    of === 'assignment'
      ? ['StartDate', 'FinishDate', 'Work', 'Cost']
      : ['StartDate', 'FinishDate', 'Duration', 'Work', 'Cost']
  return addressOf(site, `ProjectData/${name}`, {
    $filter: `ProjectId eq ${guidLiteral(project)}`,
    $select: ['ProjectId', key, 'BaselineNumber', ...columns.map((column) => prefix + column)].join(','),
  })
}

/**
 * Baselines, which only the copy for reporting has. It lags behind what is published; so its own mark decides whether a
 * project is read again, never that of the publication: a project that has not come there yet keeps what was read
 * before, and is read as soon as the copy has it.
 */
export const baselineStream = defineStream({
  config: Config,
  item: BaselineItem,
  cursor: z.strictObject({ reported: z.string() }),
  start: { reported: '' },
  per: serverProjects,
  changes: 'snapshot',
  deletes: 'snapshot',
  mapVersion: 1,
  mapReads: ['timeZone', 'currency'],
  async *read(context) {
    const { part, cursor, log } = context
    const { id, site, reported } = part.data
    if (reported === undefined) {
      log.info(`${part.title} has not come to the reporting service yet; its baselines follow.`)
      return
    }
    // What the copy had before may only be followed by something newer, also when it is being built anew.
    if (reported <= cursor.reported) return
    const currency = textIn(JSON.parse(part.data.text), 'CurrencyCode')
    const about = verbatim(
      JSON.stringify({ project: id, stamp: reported, ...(currency === undefined ? {} : { currency }) }),
    )
    const summaries = new Set<string | undefined>()
    for (const grain of ['project', 'task', 'assignment'] as const) {
      const address = baselinesAddress(site, grain, id)
      for await (const rows of readPages(context, address, `The baselines of ${part.title}`)) {
        const items: Verbatim[] = []
        for (const row of rows) {
          const key = idIn(row.value, SETS[grain].key)
          if (grain === 'project') summaries.add(key)
          // The row that stands for the whole project among its tasks says the same again.
          if (grain === 'task' && summaries.has(key)) continue
          items.push(verbatimObject({ about, of: verbatim(JSON.stringify(grain)), row }))
        }
        if (items.length > 0) yield { items }
      }
    }
    yield { items: [], cursor: { reported } }
  },
  ref: ({ about, of, row }) =>
    `${about.project}#${of}/${idIn(row, SETS[of].key) ?? ''}/baseline/${numberIn(row, 'BaselineNumber') ?? 0}`,
  version: ({ about }) => about.stamp,
  map: (item, { config }) => mapServerBaseline(item, config),
})
