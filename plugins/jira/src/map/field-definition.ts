import type { RecordInput } from '@headless-pmo/sdk'
import { path, textOf } from './json.ts'

/** A field of the site. `custom` names its kind: a select, a date, what an app has added. */
export function toFieldDefinition(field: Readonly<Record<string, unknown>> & { id: string }): RecordInput {
  const { id } = field
  const [type, items] = [textOf(path(field, 'schema', 'type')), textOf(path(field, 'schema', 'items'))]
  const project = textOf(path(field, 'scope', 'project', 'id'))
  return {
    kind: 'fieldDefinition',
    ref: `field:${id}`,
    key: id,
    name: textOf(field['name']) ?? id,
    type: type === undefined ? 'unknown' : items === undefined ? type : `${type} of ${items}`,
    ...(project !== undefined && { scope: project }),
  }
}
