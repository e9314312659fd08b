/** A field of the tracker, as far as it is named here. */
export interface FieldSource {
  readonly ref: string
  readonly name: string
}

/** How many items have a value in one field. */
export interface FieldCoverage {
  /** Field of the model, or the key under which `fields` of an item hold it. */
  readonly field: string
  /** Whether it is a value of `fields`: one that the model has no field for. */
  readonly custom: boolean
  readonly items: number
  /** 0 to 1; 0 where there is no item. */
  readonly share: number
  /** The tracker's fields that its values are read from, where the connector says so. */
  readonly from: readonly FieldSource[]
}

/** What the records of a connection say of their fields. */
export interface FieldCounts {
  /** Live work items. */
  readonly total: number
  readonly filled: readonly { readonly field: string; readonly custom: boolean; readonly items: number }[]
  readonly definitions: readonly {
    readonly ref: string
    readonly name: string
    readonly key: string
    readonly feeds?: string | undefined
  }[]
}

/** Fields that every item has, or that are no statement about the work. */
const ALWAYS = new Set([
  'aliases',
  'container',
  'fields',
  'key',
  'kind',
  'nativeType',
  'ref',
  'status',
  'statusCategory',
  'title',
  'type',
  'url',
  'warnings',
])

/**
 * The fields with a value, and those that a connector reads but that no item fills: a field that was taken for
 * another shows here as one with no values. The model's fields first, each kind by name.
 */
export function fieldCoverage({ total, filled, definitions }: FieldCounts): readonly FieldCoverage[] {
  const counts = new Map(
    filled
      .filter(({ field, custom }) => custom || !ALWAYS.has(field))
      .map((one) => [nameOf(one), one] as const),
  )
  for (const { feeds } of definitions) {
    if (feeds === undefined) continue
    const none = { field: feeds, custom: false, items: 0 }
    if (!counts.has(nameOf(none))) counts.set(nameOf(none), none)
  }
  return [...counts.values()]
    .map(({ field, custom, items }) => ({
      field,
      custom,
      items,
      share: total === 0 ? 0 : items / total,
      from: definitions
        .filter(({ key, feeds }) => (custom ? key === field : feeds === field))
        .map(({ ref, name }) => ({ ref, name })),
    }))
    .toSorted((one, other) => Number(one.custom) - Number(other.custom) || (one.field < other.field ? -1 : 1))
}

const nameOf = ({ field, custom }: { readonly field: string; readonly custom: boolean }): string =>
  `${custom ? 'fields.' : ''}${field}`
