import type { RecordInput } from '@headless-pmo/sdk'
import { wholeNumber } from '../mspdi/entry-numbering.ts'
import { PlanHeader } from '../mspdi/plan-header.ts'
import { refOf } from '../mspdi/plan-item.ts'
import { childElements } from '../mspdi/xml-element.ts'
import { defined } from './defined.ts'
import type { Entry, MapConfig } from './entry.ts'
import { plainToMarkdown } from './markdown.ts'
import { NATIVE_FIELDS } from './native-fields.ts'
import { planKey } from './plan-key.ts'
import { STATUS_WORDS } from './task.ts'

/** The plan: a container, with the fields and statuses that its tasks use. */
export function mapProject(entry: Entry, config: MapConfig): RecordInput[] {
  const { xml, item } = entry
  const calendar = wholeNumber(xml.word('CalendarUID'))
  const currency = /^[A-Z]{3}$/.exec(xml.word('CurrencyCode')?.toUpperCase() ?? '')?.[0] ?? config.currency
  // The format takes a plan without it as scheduled from its start.
  const fromStart = xml.flag('ScheduleFromStart') ?? true
  const about = [xml.text('Subject'), xml.text('Comments')].filter((text) => text !== undefined).join('\n\n')
  const record = defined({
    aliases: entry.aliases,
    url: item.source,
    description: about === '' ? undefined : plainToMarkdown(about),
    timeZone: config.timeZone,
    calendar: calendar === undefined || Number(calendar) < 0 ? undefined : entry.refTo('calendar', calendar),
    scheduledFrom: fromStart ? ('start' as const) : ('finish' as const),
    start: xml.moment('StartDate'),
    finish: xml.moment('FinishDate'),
    statusDate: xml.moment('StatusDate'),
    currency,
    minutesPerDay: xml.number('MinutesPerDay'),
    minutesPerWeek: xml.number('MinutesPerWeek'),
    daysPerMonth: xml.number('DaysPerMonth'),
    manager: xml.text('Manager'),
    created: xml.moment('CreationDate'),
    updated: xml.moment('LastSaved'),
  })
  return [
    {
      kind: 'container',
      ref: entry.ref,
      name: xml.text('Title') ?? lastName(planKey(item.plan)),
      key: planKey(item.plan),
      nativeType: 'plan file',
      ...record,
      ...defined({ warnings: entry.warnings }),
    },
    ...definitions(entry),
    ...statuses(entry),
  ]
}

function definitions({ item }: Entry): RecordInput[] {
  const header = new PlanHeader()
  for (const element of childElements(item.xml)) header.add(element)
  const custom = header.fields.map((field): RecordInput => ({
    kind: 'fieldDefinition',
    ref: refOf(item.plan, 'field', field.id),
    scope: item.plan,
    key: field.key,
    name: field.name,
    type: field.type,
    ...(field.options.length === 0
      ? {}
      : {
          options: field.options.map(({ id, value, description }) => ({
            ref: id,
            name: value,
            ...(description === undefined ? {} : { description }),
          })),
        }),
  }))
  const native = NATIVE_FIELDS.map(({ key, name, type }): RecordInput => ({
    kind: 'fieldDefinition',
    ref: refOf(item.plan, 'field', key),
    scope: item.plan,
    key,
    name,
    type: type === 'minutes' || type === 'tenths' ? 'duration' : type === 'taskType' ? 'text' : type,
  }))
  return [...custom, ...native]
}

function statuses({ item }: Entry): RecordInput[] {
  return Object.entries(STATUS_WORDS).map(([category, name]): RecordInput => ({
    kind: 'status',
    ref: refOf(item.plan, 'status', category),
    name,
    // The keys of STATUS_WORDS are the categories; Object.entries forgets that.
    category: category as keyof typeof STATUS_WORDS,
    scope: item.plan,
  }))
}

function lastName(key: string): string {
  return key.split('/').at(-1) ?? key
}
