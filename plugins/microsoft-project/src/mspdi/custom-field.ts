import type { CustomFieldMeaning, CustomFieldType } from './custom-field-meaning.ts'
import type { ElementReader } from './element-reader.ts'
import { localField, ownerPrefix } from './local-field.ts'

/** A custom field as the plan defines it. */
export interface CustomField extends CustomFieldMeaning {
  readonly id: string
  /** Alias given by the planner, else the field's own name. */
  readonly name: string
  /** Lookup table that holds its values, by GUID in lower case. */
  readonly table?: string
  readonly options: readonly CodeValue[]
}

/** A value of a lookup table or outline code; the path of a nested one is `A.B`. */
export interface CodeValue {
  readonly id: string
  readonly guid?: string
  readonly value: string
  readonly description?: string
}

const TYPE_BY_NUMBER: readonly CustomFieldType[] = [
  'cost',
  'date',
  'duration',
  'date',
  'flag',
  'number',
  'date',
  'text',
]

/** Reads one definition; undefined without a field id, since nothing could refer to it. */
export function readCustomField(definition: ElementReader): CustomField | undefined {
  const id = definition.word('FieldID')
  if (id === undefined) return undefined
  const local = localField(id)
  const fieldName = definition.word('FieldName') ?? local?.key ?? id
  const table = (definition.word('Ltuid') ?? definition.word('Guid'))?.toLowerCase()
  return {
    id,
    key: local?.key ?? ownerPrefix(id) + fieldName,
    name: definition.word('Alias') ?? fieldName,
    type: local?.type ?? TYPE_BY_NUMBER[definition.number('CFType') ?? -1] ?? 'text',
    ...(table === undefined ? {} : { table }),
    options: definition.list('ValueList', 'Value').flatMap(readOption),
  }
}

/** Reads the values of an outline code; a nested value is named with those above it, as Project shows it. */
export function readCodeValues(code: ElementReader): CodeValue[] {
  const separator = code.list('Masks', 'Mask')[0]?.text('Separator') ?? '.'
  const entries = code.list('Values', 'Value').map((value) => ({
    id: value.word('ValueID') ?? '',
    parent: value.word('ParentValueID') ?? '0',
    guid: value.word('FieldGUID')?.toLowerCase(),
    text: value.text('Value') ?? '',
    description: value.text('Description'),
  }))
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return entries.map((entry) => {
    const path = [entry.text]
    const seen = new Set([entry.id])
    for (
      let above = byId.get(entry.parent);
      above !== undefined && !seen.has(above.id);
      above = byId.get(above.parent)
    ) {
      seen.add(above.id)
      path.unshift(above.text)
    }
    return {
      id: entry.id,
      value: path.join(separator),
      ...(entry.guid === undefined ? {} : { guid: entry.guid }),
      ...(entry.description === undefined ? {} : { description: entry.description }),
    }
  })
}

function readOption(option: ElementReader): CodeValue[] {
  const value = option.text('Value')
  if (value === undefined) return []
  const description = option.text('Description')
  return [{ id: option.word('ID') ?? value, value, ...(description === undefined ? {} : { description }) }]
}
