import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import FEMockserverModule from '@sap-ux/fe-mockserver-core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRandom } from '../../common/random.ts'
import { DataverseSimulator } from '../index.ts'
import { applyEdit } from '../state/edit.ts'
import type { Value, World } from '../state/world.ts'
import { ask } from './client.ts'

/*
 * A second opinion on `$filter`, `$orderby` and `$top`: the mock server of SAP's Fiori tools, which has an OData engine of
 * its own. The same rows in both, the same questions, the same answers.
 */

const SET = 'msdyn_projecttasks'
const KEY = 'msdyn_projecttaskid'
const ROWS = 40

type MockServer = typeof FEMockserverModule.default

/** A CommonJS module: Node wraps its default export once more, the test runner does not. */
const imported = FEMockserverModule as unknown as MockServer & { readonly default?: MockServer }
const FEMockserver: MockServer = imported.default ?? imported

const METADATA = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Microsoft.Dynamics.CRM" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="msdyn_projecttask"><Key><PropertyRef Name="${KEY}"/></Key>
<Property Name="${KEY}" Type="Edm.Guid" Nullable="false"/>
<Property Name="_msdyn_project_value" Type="Edm.Guid"/>
<Property Name="msdyn_subject" Type="Edm.String"/>
<Property Name="msdyn_effort" Type="Edm.Decimal" Scale="variable"/>
<Property Name="msdyn_priority" Type="Edm.Int32"/>
<Property Name="msdyn_summary" Type="Edm.Boolean"/>
<Property Name="msdyn_start" Type="Edm.DateTimeOffset"/>
</EntityType>
<EntityContainer Name="System"><EntitySet Name="${SET}" EntityType="Microsoft.Dynamics.CRM.msdyn_projecttask"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`

const COLUMNS = [
  '_msdyn_project_value',
  'msdyn_subject',
  'msdyn_effort',
  'msdyn_priority',
  'msdyn_summary',
  'msdyn_start',
] as const
const PROJECTS = [1, 2, 3].map((place) => `${place}8702d8b-e2e4-4011-a406-6045bd0ae75a`)
const WORDS = ['design', 'des', 'launch', 'brief', 'test']
const STARTS = ['2026-01-05T09:00:00Z', '2026-02-02T08:00:00Z', '2026-03-06T16:30:00Z']
/** A row with nothing in it, apart from the others: the two disagree on what null is. */
const EMPTY = 'ffc97a92-e2e4-4011-a9f4-6045bd0b8013'

/** No column is null, and no text has capitals: see the last test for what the two make of those. */
function seed(world: World): void {
  const random = createRandom(7)
  for (let at = 0; at < ROWS; at++) {
    const values: Readonly<Record<string, Value>> = {
      _msdyn_project_value: random.pick(PROJECTS),
      msdyn_subject: random.pick(WORDS),
      msdyn_effort: random.int(0, 8) / 4,
      msdyn_priority: random.int(0, 10),
      msdyn_summary: random.chance(0.5),
      msdyn_start: random.pick(STARTS),
    }
    applyEdit(world, { kind: 'create', table: 'msdyn_projecttask', values })
  }
  applyEdit(world, { kind: 'create', table: 'msdyn_projecttask', id: EMPTY, values: {} })
}

const simulator = new DataverseSimulator({ seedWith: seed })
let folder: string
let mock: InstanceType<typeof FEMockserver>
let server: Server
let url: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pmo-odata-'))
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'metadata.xml'), METADATA)
  const rows = [...(simulator.world.tables.get('msdyn_projecttask')?.rows.values() ?? [])].map((row) =>
    Object.fromEntries([KEY, ...COLUMNS].map((name) => [name, row[name]])),
  )
  await writeFile(join(folder, 'data', `${SET}.json`), JSON.stringify(rows))
  mock = new FEMockserver({
    services: [
      {
        urlPath: '/odata',
        metadataPath: join(folder, 'metadata.xml'),
        mockdataPath: join(folder, 'data'),
        generateMockData: false,
        noETag: true,
        watch: false,
      },
    ],
    annotations: [],
  })
  await mock.isReady
  const router = mock.getRouter()
  server = createServer((request, response) => {
    router(request, response, () => response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/odata/${SET}`
})

afterAll(async () => {
  await mock.dispose()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

interface Options {
  readonly filter?: string
  readonly order?: string
  readonly top?: number
}

/** The ids that each of the two gives, in its order. */
async function both({
  filter,
  order,
  top,
}: Options): Promise<{ readonly ours: string[]; readonly theirs: string[] }> {
  const query = [
    ...(filter === undefined ? [] : [`$filter=${encodeURIComponent(filter)}`]),
    `$orderby=${order === undefined ? '' : `${order},`}${KEY}`,
    ...(top === undefined ? [] : [`$top=${top}`]),
  ].join('&')
  const ours = await ask(simulator, `${SET}?$select=${KEY}&${query}`)
  const theirs = (await (await fetch(`${url}?${query}`)).json()) as { readonly value?: readonly object[] }
  const idsOf = (rows: readonly object[]): string[] => rows.map((row) => String(Reflect.get(row, KEY)))
  return { ours: idsOf(ours.body.value), theirs: idsOf(theirs.value ?? []) }
}

const comparison = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le')
const quoted = (text: string): string => `'${text}'`

/** The row without values is left out: not null, before anything else is asked. */
const WHOLE = `msdyn_priority ge 0`

const { filter, leaf } = fc.letrec<{ filter: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc
      .tuple(comparison, fc.integer({ min: 0, max: 10 }))
      .map(([op, value]) => `msdyn_priority ${op} ${value}`),
    fc
      .tuple(comparison, fc.integer({ min: 0, max: 8 }))
      .map(([op, value]) => `msdyn_effort ${op} ${value / 4}`),
    fc.tuple(comparison, fc.constantFrom(...STARTS)).map(([op, value]) => `msdyn_start ${op} ${value}`),
    fc
      .tuple(fc.constantFrom('eq', 'ne'), fc.constantFrom(...PROJECTS))
      .map(([op, value]) => `_msdyn_project_value ${op} ${value}`),
    fc
      .tuple(fc.constantFrom('eq', 'ne'), fc.constantFrom(...WORDS))
      .map(([op, value]) => `msdyn_subject ${op} ${quoted(value)}`),
    fc
      .tuple(
        fc.constantFrom('contains', 'startswith', 'endswith'),
        fc.constantFrom('de', 'h', 'est', 'brief', 'x'),
      )
      .map(([name, value]) => `${name}(msdyn_subject,${quoted(value)})`),
    fc.boolean().map((value) => `msdyn_summary eq ${value}`),
  ),
  filter: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc
      .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
      .map(([left, op, right]) => `(${left}) ${op} (${right})`),
    fc.tuple(tie('leaf'), tie('leaf'), tie('leaf')).map(([a, b, c]) => `${a} or ${b} and ${c}`),
  ),
}))

const order = fc
  .uniqueArray(fc.constantFrom(...COLUMNS), { maxLength: 2 })
  .chain((columns) =>
    fc.tuple(...columns.map((column) => fc.constantFrom(column, `${column} asc`, `${column} desc`))),
  )
  .map((parts) => parts.join(','))

test('two OData engines give the same rows in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(filter, order, fc.option(fc.integer({ min: 1, max: 50 })), async (asked, by, top) => {
      const { ours, theirs } = await both({
        filter: `${WHOLE} and (${asked})`,
        ...(by === '' ? {} : { order: by }),
        ...(top === null ? {} : { top }),
      })
      expect(ours).toEqual(theirs)
    }),
    { numRuns: 80 },
  )
})

test('two OData engines agree on what a negation leaves', async () => {
  await fc.assert(
    fc.asyncProperty(leaf, async (asked) => {
      const { ours, theirs } = await both({ filter: `${WHOLE} and not (${asked})` })
      expect(ours).toEqual(theirs)
    }),
    { numRuns: 30 },
  )
})

test('every row is found when nothing is asked of it', async () => {
  const { ours, theirs } = await both({})
  expect(ours).toHaveLength(ROWS + 1)
  expect(new Set(theirs)).toEqual(new Set(ours))
})

/** Where they differ, ours does as the standard and the database behind Dataverse do. */
test.each([
  ['null equals null', 'msdyn_effort eq null', [EMPTY], []],
  ['null is no flag that is false', `msdyn_summary eq false and ${KEY} eq ${EMPTY}`, [], [EMPTY]],
])('known difference: %s', async (_, asked, expected, other) => {
  expect(await both({ filter: asked })).toEqual({ ours: expected, theirs: other })
})

test('known difference: texts are compared without regard to case', async () => {
  const { ours, theirs } = await both({ filter: "msdyn_subject eq 'DESIGN'" })
  const { ours: plain } = await both({ filter: "msdyn_subject eq 'design'" })
  expect(ours.length).toBeGreaterThan(0)
  expect({ ours, theirs }).toEqual({ ours: plain, theirs: [] })
})
