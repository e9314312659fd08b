import { localField } from '../mspdi/local-field.ts'
import { decimalAmount } from '../mspdi/money.ts'
import { parseMinutes } from '../mspdi/duration.ts'
import { parseMoment } from '../mspdi/moment.ts'
import type { Entry } from './entry.ts'

type FieldValue = string | number | boolean

/** Values of custom fields and outline codes by key; a field that the plan does not define by its number. */
export function customFields(entry: Entry): Record<string, FieldValue> {
  const values: [string, FieldValue][] = []
  for (const value of [...entry.xml.all('ExtendedAttribute'), ...entry.xml.all('OutlineCode')]) {
    const id = value.word('FieldID')
    if (id === undefined) continue
    const meaning = localField(id) ?? entry.item.fields?.[id]
    if (meaning === undefined) entry.xml.warn(`The plan does not define custom field ${id}`)
    const code = entry.item.codes?.[id]
    const text = value.text('Value') ?? code
    if (text !== undefined) values.push([meaning?.key ?? id, readValue(meaning?.type, text, code)])
    else if (value.word('ValueID') !== undefined || value.word('ValueGUID') !== undefined) {
      entry.xml.warn(`Custom field ${id} has a value that its table lacks; left out`)
    }
  }
  return Object.fromEntries(values)
}

/** Durations become minutes, costs whole units of the currency; what does not read so stays as written. */
function readValue(type: string | undefined, text: string, code: string | undefined): FieldValue {
  if (type === 'number' || type === 'cost') {
    const number = Number(type === 'cost' ? decimalAmount(text, 2) : text)
    return Number.isFinite(number) ? number : text
  }
  if (type === 'duration') return parseMinutes(text) ?? text
  if (type === 'date') return parseMoment(text) ?? text
  if (type === 'flag') return FLAGS.get(text) ?? text
  return type === 'code' ? (code ?? text) : text
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])
