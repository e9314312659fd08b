import type { CalendarDefinition } from '../../config/index.ts'
import type { KeptLink } from '../links/kept-link.ts'
import { unpackText, type PackedPages } from './packed-pages.ts'
import type { NetworkProject, NetworkRecord, PortfolioRecords } from './portfolio-records.ts'
import type { WorkerCalendar } from './worker-calendars.ts'
import type { SchedulingRules } from './scheduling-rules.ts'

/** All that a network is made of, in a form that another thread takes without a copy. */
export interface PackedRecords {
  /** Pages of records with their row ids. */
  readonly pages: PackedPages
  /** Which project an item belongs to: row ids, and places in `projects`. */
  readonly members: { readonly ids: Float64Array; readonly projects: Int32Array }
  readonly projects: readonly NetworkProject[]
  readonly kept: readonly KeptLink[]
  readonly calendars: readonly CalendarDefinition[]
  readonly workers: readonly WorkerCalendar[]
  readonly settings: SchedulingRules
  readonly now: number
}

/** A record in a page. */
export type PackedRecord = Omit<NetworkRecord, 'aliases' | 'project'> & {
  readonly id: number
  readonly aliases: readonly string[] | null
}

/** What was packed. */
export function unpackRecords({ pages, members, ...rest }: PackedRecords): PortfolioRecords {
  const projectOf = new Map<number, string>()
  for (const [at, id] of members.ids.entries()) {
    const project = rest.projects[members.projects[at] ?? -1]
    if (project !== undefined) projectOf.set(id, project.id)
  }
  const records = pages.flatMap((page) =>
    // Named boundary: pages hold what `recordTexts` gives.
    (JSON.parse(unpackText(page)) as readonly PackedRecord[]).map(
      ({ id, connection, record, aliases }): NetworkRecord => {
        const project = projectOf.get(id)
        return {
          connection,
          record,
          ...(aliases !== null && { aliases }),
          ...(project !== undefined && { project }),
        }
      },
    ),
  )
  return { ...rest, records }
}
