import type { RecordInput } from '@headless-pmo/sdk'
import { Entry, type MapConfig } from '../../map/entry.ts'
import { mapProject } from '../../map/project.ts'
import { refOf } from '../../mspdi/plan-item.ts'
import { POOL } from '../address.ts'
import { flagIn, idIn, linked, momentIn, numberIn, textIn } from '../value.ts'
import { planElement } from './plan-element.ts'

/** A published project: a container, with the fields and statuses that its tasks use. */
export function mapServerProject(row: unknown, config: MapConfig, site: string | undefined): RecordInput[] {
  const id = idIn(row, 'Id')
  if (id === undefined) return []
  const calendar = idIn(linked(row, 'Calendar'), 'Id')
  const xml = planElement('Project', {
    Title: textIn(row, 'Name'),
    Comments: textIn(row, 'Description'),
    ScheduleFromStart: flagIn(row, 'ScheduledFromStart'),
    StartDate: momentIn(row, 'StartDate'),
    FinishDate: momentIn(row, 'FinishDate'),
    StatusDate: momentIn(row, 'StatusDate'),
    CurrencyCode: textIn(row, 'CurrencyCode'),
    MinutesPerDay: numberIn(row, 'MinutesPerDay'),
    MinutesPerWeek: numberIn(row, 'MinutesPerWeek'),
    DaysPerMonth: numberIn(row, 'DaysPerMonth'),
    Manager: textIn(linked(row, 'Owner'), 'Title'),
    CreationDate: momentIn(row, 'CreatedDate'),
    LastSaved: momentIn(row, 'LastPublishedDate'),
  })
  const source =
    site === undefined ? {} : { source: `${site}/Project%20Detail%20Pages/Schedule.aspx?ProjUid=${id}` }
  const entry = new Entry({ plan: id, element: 'project', uid: id, xml, ...source }, config)
  return mapProject(entry, config).map((record): RecordInput => {
    if (record.kind !== 'container') return record
    // The id would be shown as a readable key, which it is not.
    const { key: _key, ...rest } = record
    return {
      ...rest,
      nativeType: 'server project',
      ...(calendar === undefined ? {} : { calendar: refOf(POOL, 'calendar', calendar) }),
    }
  })
}
