import { definePartition, type ClosedPart, type ConnectorContext, type Part } from '@headless-pmo/sdk'
import { Config } from '../config.ts'
import { addressOf } from './address.ts'
import { readList } from './client.ts'
import { readFieldTable, type FieldTable } from './fields.ts'
import { idIn, stampIn, textIn } from './value.ts'

/** What is known of a project once the list was read. */
export interface ProjectData {
  readonly id: string
  readonly site: string
  /** The row of the list, as it came. */
  readonly text: string
  /** When it was published last. */
  readonly published: string
  /**
   * When the copy for reporting says that it was changed last. That copy lags behind; absent: the project was published
   * and has not come there yet.
   */
  readonly reported?: string
  readonly table: FieldTable
}

/** One part for each published project, by its id. */
export const serverProjects = definePartition<Config, ProjectData>(Config, listProjects)

/** Columns of the list: none that changes by itself, such as today's date or who has checked the project out. */
const COLUMNS = [
  'Id',
  'Name',
  'Description',
  'CreatedDate',
  'LastPublishedDate',
  'StartDate',
  'FinishDate',
  'StatusDate',
  'CurrencyCode',
  'MinutesPerDay',
  'MinutesPerWeek',
  'DaysPerMonth',
  'ScheduledFromStart',
  'ProjectType',
  'Calendar/Id',
  'Owner/Title',
].join(',')

export const projectsAddress = (site: string): string =>
  addressOf(site, 'ProjectServer/Projects', { $select: COLUMNS, $expand: 'Calendar,Owner' })

/** The published projects, the fields that theirs may have, and how far the copy for reporting is. */
export async function* listProjects(
  context: ConnectorContext<Config>,
): AsyncIterable<Part<ProjectData> | ClosedPart> {
  const { server } = context.config
  if (server === undefined) return
  const site = server.url
  const wanted = server.projects?.map((id) => id.toLowerCase())
  // Before the projects: what is published while this runs is then newer than its mark, and read again.
  const table = await readFieldTable(context, site)
  const reported = await readReported(context, site)
  const rows = await readList(context, projectsAddress(site), 'The projects')
  const seen = new Set<string>()
  for (const { text, value } of rows) {
    const id = idIn(value, 'Id')
    const published = stampIn(value, 'LastPublishedDate')
    // Never published: there is nothing to read yet.
    if (id === undefined || published === '' || seen.has(id)) continue
    if (wanted !== undefined && !wanted.includes(id)) continue
    seen.add(id)
    const known = reported.get(id)
    yield {
      key: id,
      title: textIn(value, 'Name') ?? id,
      data: { id, site, text, published, table, ...(known === undefined ? {} : { reported: known }) },
    }
  }
  for (const id of wanted ?? []) {
    if (seen.has(id)) continue
    const message = `Project Server shows no published project ${id} to this account. Check the id in server.projects, that the project was published, and that the account may open it.`
    yield { key: id, title: id, problem: 'not_found', message }
  }
}

async function readReported(context: ConnectorContext<Config>, site: string): Promise<Map<string, string>> {
  const address = addressOf(site, 'ProjectData/Projects', { $select: 'ProjectId,ProjectModifiedDate' })
  const rows = await readList(context, address, 'The projects of the reporting service (ProjectData)')
  return new Map(
    rows.flatMap(({ value }) => {
      const id = idIn(value, 'ProjectId')
      return id === undefined ? [] : [[id, stampIn(value, 'ProjectModifiedDate')] as const]
    }),
  )
}
