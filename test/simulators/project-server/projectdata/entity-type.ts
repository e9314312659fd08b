/** The types of properties, named for what they hold; WCF Data Services calls them `Edm.…`. */
export type PropertyType = 'text' | 'guid' | 'date' | 'decimal' | 'double' | 'int' | 'short' | 'byte' | 'flag'

export interface Property {
  readonly name: string
  readonly type: PropertyType
  readonly nullable: boolean
}

export interface EntityType {
  readonly name: string
  /** Names of the key properties, in their order. */
  readonly key: readonly string[]
  readonly properties: ReadonlyMap<string, Property>
}

export const EDM_NAMES: Readonly<Record<PropertyType, string>> = {
  text: 'Edm.String',
  guid: 'Edm.Guid',
  date: 'Edm.DateTime',
  decimal: 'Edm.Decimal',
  double: 'Edm.Double',
  int: 'Edm.Int32',
  short: 'Edm.Int16',
  byte: 'Edm.Byte',
  flag: 'Edm.Boolean',
}

type Names = Partial<Readonly<Record<PropertyType, string>>>

/** An entity type from names that are set apart by white space; properties come in alphabetical order. */
export const entity = (
  name: string,
  key: string,
  names: { readonly required: Names; readonly optional: Names },
): EntityType => {
  const properties = [...propertiesOf(names.required, false), ...propertiesOf(names.optional, true)].toSorted(
    (left, right) => (left.name < right.name ? -1 : 1),
  )
  return {
    name,
    key: key.split(' '),
    properties: new Map(properties.map((property) => [property.name, property])),
  }
}

const propertiesOf = (names: Names, nullable: boolean): Property[] =>
  Object.entries(names).flatMap(([type, list]) =>
    list
      .split(/\s+/)
      .filter((name) => name !== '')
      // The keys of `Names` are types of properties; Object.entries forgets that.
      .map((name) => ({ name, type: type as PropertyType, nullable })),
  )
