import type { RecordInput } from '@headless-pmo/sdk'
import { serverField } from '../fields.ts'
import { linkedList, textIn } from '../value.ts'

/** An enterprise custom field, with the entries of its lookup table. It holds in every project. */
export function mapServerField(row: unknown): RecordInput[] {
  const field = serverField(row)
  if (field === undefined) return []
  const description = textIn(row, 'Description')
  const options = linkedList(row, 'LookupEntries').flatMap((entry) => {
    const ref = textIn(entry, 'InternalName')
    const name = textIn(entry, 'FullValue') ?? textIn(entry, 'Value')
    const about = textIn(entry, 'Description')
    return ref === undefined || name === undefined
      ? []
      : [{ ref, name, ...(about === undefined ? {} : { description: about }) }]
  })
  return [
    {
      kind: 'fieldDefinition',
      ref: field.key,
      key: field.key,
      name: field.name,
      type: options.length > 0 ? 'single_select' : field.type,
      ...(options.length === 0 ? {} : { options }),
      ...(description === undefined ? {} : { description }),
    },
  ]
}
