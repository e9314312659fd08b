import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeWithFixtures, fixture } from '../../../support/fixtures.ts'
import { ENTITY_SETS } from '../projectdata/entity-sets.ts'
import { EDM_NAMES, type EntityType } from '../projectdata/entity-type.ts'
import { metadataXml } from '../projectdata/metadata.ts'
import { PAGE_SIZES } from '../projectdata/page-sizes.ts'

const METADATA = 'specs/projectdata.assembled.metadata.xml'
const LIMITS = 'specs/projectdata.limits.json'

const typesIn = (xml: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...xml.matchAll(/<EntityType Name="(\w+)">(.*?)<\/EntityType>/gs)].map(([, name = '', body = '']) => [
      name,
      [
        ...[...body.matchAll(/<PropertyRef Name="(\w+)"/g)].map(([, key]) => `key ${key}`),
        ...new Set(
          [...body.matchAll(/<Property Name="(\w+)" Type="([\w.]+)" Nullable="(\w+)"/g)].map(
            ([, property, type, nullable]) => `${property} ${type} ${nullable}`,
          ),
        ),
      ].toSorted(),
    ]),
  )

describeWithFixtures('the entity types of ProjectData', [METADATA, LIMITS], () => {
  test('are those that Microsoft documents: keys, names, types, and what may be null', () => {
    const documented = typesIn(readFileSync(fixture(METADATA), 'utf8'))
    const own = typesIn(metadataXml())
    for (const [name, properties] of own)
      expect({ name, properties }).toEqual({ name, properties: documented.get(name) })
    const sets: readonly EntityType[] = Object.values(ENTITY_SETS)
    expect([...own.keys()]).toEqual(sets.map(({ name }) => name))
    expect(Object.values(EDM_NAMES)).toHaveLength(9)
  })

  test('come in pages of the size that a server on premises has', () => {
    // The file is written by hand from the documentation; its shape is this test's own business.
    const { pageSize } = JSON.parse(readFileSync(fixture(LIMITS), 'utf8')) as {
      readonly pageSize: Readonly<Record<string, { readonly onPrem: number }>>
    }
    for (const [set, size] of Object.entries(PAGE_SIZES))
      expect({ set, size }).toEqual({ set, size: pageSize[set]?.onPrem })
  })
})
