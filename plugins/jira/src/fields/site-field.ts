import { isObject, path, textOf } from '../map/json.ts'

/** A field of the site, as far as discovery looks at it. */
export interface SiteField {
  readonly id: string
  readonly key: string | undefined
  readonly name: string
  /** Key of the kind of custom field. */
  readonly kind: string | undefined
  /** Type of its values. */
  readonly type: string | undefined
  /** Id of the one project that has it. */
  readonly project: string | undefined
}

/** Reads one element of what `GET /field` lists; undefined where it has no id. */
export function siteField(field: unknown): SiteField | undefined {
  if (!isObject(field)) return undefined
  const id = textOf(field['id'])
  if (id === undefined) return undefined
  return {
    id,
    key: textOf(field['key']),
    name: textOf(field['name']) ?? id,
    kind: textOf(path(field, 'schema', 'custom')),
    type: textOf(path(field, 'schema', 'type')),
    project: textOf(path(field, 'scope', 'project', 'id')),
  }
}

/** Names are compared without regard to case and to spaces around and between words. */
export function sameName(one: string, other: string): boolean {
  return fold(one) === fold(other)
}

const fold = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase()
