import type { ConnectorContext } from '@headless-pmo/sdk'
import type { Config } from '../config.ts'
import { fingerprint } from '../graph/fingerprint.ts'
import type { CustomFieldType } from '../mspdi/custom-field-meaning.ts'
import { addressOf } from './address.ts'
import { readList } from './client.ts'
import { linkedList, numberIn, textIn } from './value.ts'

/** What a value of an enterprise custom field means. */
export interface ServerField {
  readonly key: string
  readonly name: string
  readonly type: CustomFieldType
  /** Texts of the lookup table by the internal names that values are made of. */
  readonly entries?: Readonly<Record<string, string>>
}

/** The enterprise custom fields by the key under which objects carry their values, with a mark of them all. */
export interface FieldTable {
  readonly fields: Readonly<Record<string, ServerField>>
  readonly print: string
}

/** The numbers of PSDataType. */
const TYPES: Readonly<Record<number, CustomFieldType>> = {
  4: 'date',
  6: 'duration',
  9: 'cost',
  15: 'number',
  17: 'flag',
  21: 'text',
  27: 'date',
}

/** Address of the fields with their lookup tables. */
export const fieldsAddress = (site: string): string =>
  addressOf(site, 'ProjectServer/CustomFields', {
    $expand: 'LookupEntries',
    $select:
      'Id,Name,InternalName,Description,FieldType,LookupEntries/InternalName,LookupEntries/FullValue,LookupEntries/Value,LookupEntries/Description',
  })

/** Reads the table; a value is told by two joins: its field's internal name, then its entry's. */
export async function readFieldTable(context: ConnectorContext<Config>, site: string): Promise<FieldTable> {
  const rows = await readList(context, fieldsAddress(site), 'The enterprise custom fields')
  const fields = Object.fromEntries(
    rows.flatMap(({ value }) => {
      const field = serverField(value)
      return field === undefined ? [] : [[restName(field.key), field] as const]
    }),
  )
  return {
    fields,
    print: fingerprint(
      rows
        .map(({ text }) => text)
        .toSorted()
        .join('\n'),
    ),
  }
}

/** One field; undefined without an internal name, since nothing could refer to it. */
export function serverField(row: unknown): ServerField | undefined {
  const key = textIn(row, 'InternalName')
  if (key === undefined) return undefined
  const entries = linkedList(row, 'LookupEntries').flatMap((entry) => {
    const name = textIn(entry, 'InternalName')
    const text = textIn(entry, 'FullValue') ?? textIn(entry, 'Value')
    return name === undefined || text === undefined ? [] : [[name, text] as const]
  })
  return {
    key,
    name: textIn(row, 'Name') ?? key,
    type: TYPES[numberIn(row, 'FieldType') ?? 0] ?? 'text',
    ...(entries.length === 0 ? {} : { entries: Object.fromEntries(entries) }),
  }
}

/** Keys of JSON objects are escaped as XML names are: `Custom_x005f_…` stands for `Custom_…`. */
export const restName = (internalName: string): string => internalName.replaceAll('_', '_x005f_')

export const internalName = (key: string): string => key.replaceAll('_x005f_', '_')
