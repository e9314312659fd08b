import type { Account, Baseline, Resource } from '@headless-pmo/sdk'
import type { Sourced } from '../plan.ts'
import { floatText } from '../text/amounts.ts'
import { markdownToPlain, oneLine } from '../text/plain-text.ts'
import { leaf, list, type Xml } from '../text/xml.ts'
import { baselinesXml } from './baseline-xml.ts'
import type { Writing } from './writing.ts'

/** What "not limited" is called in the format. */
const FIRST = '1984-01-01T00:00:00'
const LAST = '2049-12-31T23:59:00'

export interface ResourceParts {
  readonly uid: number
  readonly id: number
  /** Who it is, where an account says so. */
  readonly account: Account | undefined
  readonly calendar: number | undefined
  readonly baselines: readonly Baseline[]
  readonly fields: readonly Xml[]
  readonly writing: Writing
}

/** A resource of a schedule. */
export function resourceXml(resource: Sourced<'resource'>, parts: ResourceParts): Xml {
  const { record } = resource
  const { writing, account } = parts
  const text = (name: string, value: string | undefined): Xml | undefined =>
    leaf(name, value === undefined ? undefined : oneLine(value))
  return [
    'Resource',
    [
      ['UID', parts.uid],
      writing.guid(resource),
      ['ID', parts.id],
      ['Name', oneLine(record.name)],
      ['Type', record.type === 'work' ? 1 : 0],
      ['IsNull', false],
      text('Initials', record.initials),
      text('NTAccount', account?.login),
      text('MaterialLabel', record.unit),
      text('Group', record.group),
      text('EmailAddress', record.email ?? account?.email),
      text('HyperlinkAddress', record.url),
      leaf('MaxUnits', record.maxUnits === undefined ? undefined : floatText(record.maxUnits)),
      leaf('CalendarUID', parts.calendar),
      leaf('Notes', record.description === undefined ? undefined : markdownToPlain(record.description)),
      leaf('IsGeneric', record.generic),
      leaf('IsInactive', record.inactive),
      ...parts.fields,
      ...baselinesXml(parts.baselines, 'resource', writing),
      leaf('IsCostResource', record.type === 'cost' ? true : undefined),
      list(
        'AvailabilityPeriods',
        (record.availability ?? []).map((period) => availability(period, writing)),
      ),
      list(
        'Rates',
        (record.rates ?? []).map((rate) => rateXml(rate, record.type, writing)),
      ),
    ],
  ]
}

/** A person whom a tracker's items name, as a resource. */
export function personXml(
  account: Sourced<'account'>,
  parts: { readonly uid: number; readonly id: number; readonly writing: Writing },
): Xml {
  const { displayName, login, ref, email, url, active } = account.record
  return [
    'Resource',
    [
      ['UID', parts.uid],
      parts.writing.guid(account),
      ['ID', parts.id],
      ['Name', oneLine(displayName ?? login ?? ref)],
      ['Type', 1],
      ['IsNull', false],
      leaf('EmailAddress', email === undefined ? undefined : oneLine(email)),
      leaf('HyperlinkAddress', url === undefined ? undefined : oneLine(url)),
      ['MaxUnits', '1'],
      leaf('IsInactive', active === undefined ? undefined : !active),
    ],
  ]
}

function availability(
  { from, until, units }: NonNullable<Resource['availability']>[number],
  writing: Writing,
): Xml {
  return [
    'AvailabilityPeriod',
    [
      ['AvailableFrom', writing.moment(from) ?? FIRST],
      ['AvailableTo', writing.moment(until, 'finish') ?? LAST],
      ['AvailableUnits', floatText(units)],
    ],
  ]
}

function rateXml(
  { table, from, until, standard, overtime, perUse }: NonNullable<Resource['rates']>[number],
  type: Resource['type'],
  writing: Writing,
): Xml {
  const format = type === 'material' ? undefined : 2
  return [
    'Rate',
    [
      ['RatesFrom', writing.moment(from) ?? FIRST],
      ['RatesTo', writing.moment(until, 'finish') ?? LAST],
      ['RateTable', Math.max(0, 'ABCDE'.indexOf(table))],
      leaf('StandardRate', writing.rate(standard)),
      leaf('StandardRateFormat', standard && format),
      leaf('OvertimeRate', writing.rate(overtime)),
      leaf('OvertimeRateFormat', overtime && format),
      leaf('CostPerUse', writing.cost(perUse, 'Cost per use')),
    ],
  ]
}
