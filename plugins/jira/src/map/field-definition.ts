import type { RecordInput } from '@headless-pmo/sdk'
import { discoverFields, type DiscoveryOptions } from '../fields/discover-fields.ts'
import { modelFieldOf } from '../fields/model-field.ts'
import { path, textOf } from './json.ts'

/**
 * A field of the site: what kind it is, and what becomes of its values. One that plays a part of the site's own is
 * found in items under the part's name, the others under their id.
 */
export function toFieldDefinition(
  field: Readonly<Record<string, unknown>> & { readonly id: string },
  fields: DiscoveryOptions['fields'] = {},
): RecordInput {
  const { id } = field
  const [type, items] = [textOf(path(field, 'schema', 'type')), textOf(path(field, 'schema', 'items'))]
  const project = textOf(path(field, 'scope', 'project', 'id'))
  const roles = Object.keys(discoverFields([field], { fields }).table)
  const feeds = roles.map((role) => modelFieldOf(role)).find((found) => found !== undefined)
  return {
    kind: 'fieldDefinition',
    ref: `field:${id}`,
    key: roles.find((role) => modelFieldOf(role) === undefined) ?? id,
    name: textOf(field['name']) ?? id,
    type: type === undefined ? 'unknown' : items === undefined ? type : `${type} of ${items}`,
    ...(feeds !== undefined && { feeds }),
    ...(project !== undefined && { scope: project }),
  }
}
