import type { RecordInput } from '@headless-pmo/sdk'
import { Entry, type MapConfig } from '../../map/entry.ts'
import { mapResource } from '../../map/resource.ts'
import { refOf } from '../../mspdi/plan-item.ts'
import type { XmlElement } from '../../mspdi/xml-element.ts'
import { POOL } from '../address.ts'
import { flagIn, idIn, linked, linkedList, momentIn, numberIn, textIn } from '../value.ts'
import type { ResourceItem } from '../wire/items.ts'
import { mapResourceCalendar } from './calendar.ts'
import { hundredths, planElement } from './plan-element.ts'

/** Project Server's 1 work, 2 material, 3 cost as a plan file has them. */
const TYPES: Readonly<Record<number, number>> = { 1: 1, 2: 0, 3: 2 }

/** An enterprise resource, its calendar, and, where the server says who it is, an account. */
export function mapServerResource(
  { resource, reported: [reported] }: ResourceItem,
  config: MapConfig,
): RecordInput[] {
  const id = idIn(resource, 'Id')
  if (id === undefined) return []
  const name = textIn(resource, 'Name')
  const base = idIn(linked(resource, 'BaseCalendar'), 'Id')
  const exceptions = linkedList(resource, 'ResourceCalendarExceptions')
  const calendar =
    exceptions.length > 0 || base !== undefined ? mapResourceCalendar(id, name, base, exceptions) : []
  const active = flagIn(resource, 'IsActive')
  const rates = linkedList(resource, 'CostRateTables').flatMap(rateElements)
  const xml = planElement('Resource', {
    Name: name,
    Type: TYPES[numberIn(resource, 'ResourceType') ?? 1] ?? 1,
    Initials: textIn(resource, 'Initials'),
    Group: textIn(resource, 'Group'),
    EmailAddress: textIn(resource, 'Email') ?? textIn(reported, 'ResourceEmailAddress'),
    NTAccount: loginOf(textIn(reported, 'ResourceNTAccount')),
    MaterialLabel: textIn(resource, 'MaterialLabel'),
    MaxUnits: numberIn(reported, 'ResourceMaxUnits'),
    IsGeneric: flagIn(resource, 'IsGeneric'),
    IsInactive: active === undefined ? undefined : !active,
    ...(rates.length === 0 ? {} : { Rates: rates }),
  })
  const entry = new Entry({ plan: POOL, element: 'resource', uid: id, xml }, config)
  const records = mapResource(entry).map((record): RecordInput =>
    record.kind === 'resource'
      ? {
          ...record,
          container: { key: POOL, title: 'Enterprise resource pool' },
          ...(calendar.length === 0 ? {} : { calendar: refOf(POOL, 'calendar', id) }),
        }
      : record,
  )
  return [...records, ...calendar]
}

function rateElements(table: unknown): XmlElement[] {
  return linkedList(table, 'CostRates').map((rate) =>
    planElement('Rate', {
      RateTable: numberIn(table, 'Name'),
      RatesFrom: momentIn(rate, 'EffectiveStarting'),
      RatesTo: momentIn(rate, 'EffectiveUntil'),
      StandardRate: numberIn(rate, 'StandardRate'),
      OvertimeRate: numberIn(rate, 'OvertimeRate'),
      CostPerUse: hundredths(numberIn(rate, 'CostPerUse')),
    }),
  )
}

/** Claims put their kind in front of the name: `i:0#.w|contoso\ada`. */
const loginOf = (account: string | undefined): string | undefined => account?.split('|').at(-1)
