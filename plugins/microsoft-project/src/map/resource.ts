import type { RecordInput, RecordOf } from '@headless-pmo/sdk'
import type { ElementReader } from '../mspdi/element-reader.ts'
import { wholeNumber } from '../mspdi/entry-numbering.ts'
import { isUnlimited } from '../mspdi/moment.ts'
import { baselines } from './baselines.ts'
import { defined } from './defined.ts'
import type { Entry } from './entry.ts'
import { customFields } from './fields.ts'
import { plainToMarkdown } from './markdown.ts'

type Rate = NonNullable<RecordOf<'resource'>['rates']>[number]

/**
 * A resource with its baselines, and, where the plan says by e-mail or login who it is, an account. Left out
 * are blank rows and the nameless resource with unique id 0, which stands for "nobody".
 */
export function mapResource(entry: Entry): RecordInput[] {
  const { xml, item } = entry
  const name = xml.text('Name')
  if (xml.flag('IsNull') === true || (item.uid === '0' && name === undefined)) return []
  const type = typeOf(xml)
  const account = accountOf(entry, type)
  const saved = baselines(entry, 'resource')
  const calendar = wholeNumber(xml.word('CalendarUID'))
  const notes = xml.text('Notes')
  const fields = customFields(entry)
  const rates = readRates(entry)
  const availability = xml.list('AvailabilityPeriods', 'AvailabilityPeriod').flatMap(readAvailability)
  const record = defined({
    aliases: entry.aliases,
    description: notes === undefined ? undefined : plainToMarkdown(notes),
    initials: xml.text('Initials'),
    group: xml.text('Group'),
    email: xml.word('EmailAddress'),
    generic: xml.flag('IsGeneric'),
    inactive: xml.flag('IsInactive'),
    unit: xml.text('MaterialLabel'),
    maxUnits: xml.number('MaxUnits'),
    availability: availability.length === 0 ? undefined : availability,
    rates: rates.length === 0 ? undefined : rates,
    calendar: calendar === undefined || Number(calendar) < 0 ? undefined : entry.refTo('calendar', calendar),
    account: account === undefined ? undefined : entry.ref,
    fields: Object.keys(fields).length === 0 ? undefined : fields,
  })
  return [
    {
      kind: 'resource',
      ref: entry.ref,
      container: item.plan,
      name: name ?? `Resource ${item.uid}`,
      type,
      ...record,
      ...defined({ warnings: entry.warnings }),
    },
    ...(account === undefined ? [] : [account]),
    ...saved,
  ]
}

function typeOf(xml: ElementReader): 'work' | 'material' | 'cost' {
  const type = xml.number('Type')
  if (xml.flag('IsCostResource') === true || type === 2) return 'cost'
  return type === 0 ? 'material' : 'work'
}

/** Only an address or a login makes a person of a resource; a name alone may be a trade or a role. */
function accountOf({ xml, ref }: Entry, type: string): RecordInput | undefined {
  const email = xml.word('EmailAddress')
  const login = xml.word('NTAccount')
  if (type !== 'work' || xml.flag('IsGeneric') === true || (email === undefined && login === undefined))
    return undefined
  const inactive = xml.flag('IsInactive')
  return {
    kind: 'account',
    ref,
    type: 'unknown',
    ...defined({
      email,
      login,
      displayName: xml.text('Name'),
      active: inactive === undefined ? undefined : !inactive,
    }),
  }
}

function readAvailability(period: ElementReader): NonNullable<RecordOf<'resource'>['availability']> {
  const units = period.number('AvailableUnits')
  if (units === undefined) return []
  return [{ units, ...limits(period, 'AvailableFrom', 'AvailableTo') }]
}

/** The rate tables; without them the current rates, which are then all there is of table A. */
function readRates(entry: Entry): Rate[] {
  const { xml } = entry
  const tables = xml.list('Rates', 'Rate').map((rate) => ({
    table: 'ABCDE'[rate.number('RateTable') ?? 0] ?? 'A',
    ...limits(rate, 'RatesFrom', 'RatesTo'),
    ...ratesOf(entry, rate),
  }))
  if (tables.length > 0) return tables
  const current = ratesOf(entry, xml)
  return Object.keys(current).length === 0 ? [] : [{ table: 'A', ...current }]
}

function ratesOf(entry: Entry, reader: ElementReader): Omit<Rate, 'table'> {
  return defined({
    standard: entry.rate(reader, 'StandardRate'),
    overtime: entry.rate(reader, 'OvertimeRate'),
    perUse: entry.cost(reader, 'CostPerUse'),
  })
}

function limits(
  reader: ElementReader,
  fromName: string,
  untilName: string,
): { from?: string; until?: string } {
  const from = reader.moment(fromName)
  const until = reader.moment(untilName)
  return defined({
    from: from === undefined || isUnlimited(from) ? undefined : from,
    until: until === undefined || isUnlimited(until) ? undefined : until,
  })
}
