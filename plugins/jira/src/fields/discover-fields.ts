import type { JsonObject } from '../map/json.ts'
import type { FieldTable } from './field-table.ts'
import { roleSigns, type Sign } from './role-signs.ts'
import { sameName, siteField, type SiteField } from './site-field.ts'

/** What discovery may know beside the fields. */
export interface DiscoveryOptions {
  /**
   * Role ▶ names, ids or kinds of fields, best first, as the config states them. They stand instead of what would
   * be found: a person who names a field does not want another one to fill its gaps.
   */
  readonly fields?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined
  /** Id of the project whose items are read: its own fields come first, those of others do not count. */
  readonly project?: string | undefined
  /** Whether the project manages itself: it then estimates in "Story point estimate". */
  readonly teamManaged?: boolean | undefined
}

/** The table, and what the config names that the site (or the project) does not have. */
export interface Discovery {
  readonly table: FieldTable
  readonly missing: readonly { readonly role: string; readonly wanted: string }[]
}

/**
 * Finds which fields play which role, among what `GET /field` lists: what the config names, else by the kind of
 * the field, else by its name and type. The same fields in another order give the same table.
 */
export function discoverFields(fields: readonly JsonObject[], options: DiscoveryOptions = {}): Discovery {
  const { project, teamManaged = false } = options
  const known = fields
    .flatMap((field) => siteField(field) ?? [])
    .filter((field) => project === undefined || field.project === undefined || field.project === project)
    .toSorted(byCloseness)
  const missing: { role: string; wanted: string }[] = []
  const table: Record<string, readonly string[]> = {}
  for (const [role, signs] of Object.entries(roleSigns)) {
    const ordered = role === 'points' && teamManaged ? signs.toReversed() : signs
    put(
      table,
      role,
      ordered.flatMap((sign) => known.filter((field) => shows(field, sign))),
    )
  }
  for (const [role, names] of Object.entries(options.fields ?? {})) {
    if (names === undefined) continue
    const wanted = typeof names === 'string' ? [names] : names
    put(
      table,
      role,
      wanted.flatMap((one) => {
        const found = known.filter((field) => isCalled(field, one))
        if (found.length === 0) missing.push({ role, wanted: one })
        return found
      }),
    )
  }
  return { table: sorted(table), missing }
}

/** A project's own fields first; then the oldest, which is the one that Jira itself made. */
function byCloseness(one: SiteField, other: SiteField): number {
  const own = Number(one.project === undefined) - Number(other.project === undefined)
  return own || numberIn(one.id) - numberIn(other.id) || (one.id < other.id ? -1 : 1)
}

const numberIn = (id: string): number => Number(/^customfield_(\d+)$/.exec(id)?.[1] ?? -1)

function shows(field: SiteField, sign: Sign): boolean {
  if (sign.by === 'kind') return field.kind === sign.is
  const fits = sign.type === undefined || sign.type.length === 0 || sign.type.includes(field.type ?? '')
  return fits && sameName(field.name, sign.is)
}

function isCalled(field: SiteField, wanted: string): boolean {
  return field.id === wanted || field.key === wanted || field.kind === wanted || sameName(field.name, wanted)
}

function put(table: Record<string, readonly string[]>, role: string, fields: readonly SiteField[]): void {
  const ids = [...new Set(fields.map(({ id }) => id))]
  // Defined, not assigned: a role may be called as what every object inherits.
  Object.defineProperty(table, role, { value: ids, enumerable: true, configurable: true, writable: true })
}

/** By role, without those that nothing plays: the same findings give the same bytes. */
function sorted(table: FieldTable): FieldTable {
  const filled = Object.entries(table).filter(([, ids]) => ids.length > 0)
  return Object.fromEntries(filled.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
