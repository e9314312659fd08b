import { createRandom, type Random } from '../../common/random.ts'
import type { SimulatorClock } from '../../common/clock.ts'
import { type Column, TABLES, type TableDefinition } from '../tables.ts'

/** What a column can hold; instants and ids are texts. */
export type Value = string | number | boolean | null
export type Row = Readonly<Record<string, Value>>

/** One value of a choice, with its label in each language that the organisation has. */
export interface ChoiceOption {
  readonly value: number
  /** Language code ▸ label, e.g. `{ 1033: 'Finish-to-Start' }`. */
  readonly labels: Readonly<Record<number, string>>
}

/** How this organisation differs from others. */
export interface Tenant {
  /** Language of the reader: whose labels come as formatted values. */
  readonly language: number
  /** `table` or `table.column`: not there. */
  readonly lacking: ReadonlySet<string>
  /** Logical names of tables that track changes. */
  readonly tracked: ReadonlySet<string>
  /** `table.column` ▸ values of the choice. */
  readonly choices: ReadonlyMap<string, readonly ChoiceOption[]>
}

export interface TableState {
  readonly definition: TableDefinition
  /** What this organisation has of the definition's columns. */
  readonly columns: ReadonlyMap<string, Column>
  readonly rows: Map<string, Row>
  readonly deleted: Deletion[]
}

export interface Deletion {
  readonly id: string
  readonly version: number
}

/** An organisation: its tables, and one row version that counts every change of any of them. */
export interface World {
  readonly clock: SimulatorClock
  readonly random: Random
  readonly tenant: Tenant
  readonly tables: ReadonlyMap<string, TableState>
  readonly sets: ReadonlyMap<string, TableState>
  readonly organizationId: string
  readonly userId: string
  readonly businessUnitId: string
  version: number
}

/** Version numbers of a young organisation. */
const FIRST_VERSION = 8_160_000

export function createWorld(options: {
  readonly seed: number
  readonly clock: SimulatorClock
  readonly tenant: Tenant
}): World {
  const random = createRandom(options.seed)
  const tables = new Map<string, TableState>()
  for (const [name, definition] of TABLES) {
    if (options.tenant.lacking.has(name)) continue
    const columns = definition.columns.filter(
      (column) => !options.tenant.lacking.has(`${name}.${column.name}`),
    )
    tables.set(name, {
      definition,
      columns: new Map(columns.map((column) => [column.name, column])),
      rows: new Map(),
      deleted: [],
    })
  }
  return {
    ...options,
    random,
    tables,
    sets: new Map([...tables.values()].map((table) => [table.definition.set, table])),
    organizationId: guidOf(random),
    userId: guidOf(random),
    businessUnitId: guidOf(random),
    version: FIRST_VERSION,
  }
}

/** A new id, in the form that Dataverse writes. */
export const guidOf = (random: Random): string =>
  `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`

/** A table of this organisation. @throws Error when it has none of that name */
export function tableOf(world: World, logicalName: string): TableState {
  const table = world.tables.get(logicalName)
  if (table === undefined) throw new Error(`This organisation has no table ${logicalName}.`)
  return table
}

/** The present in whole seconds, as Dataverse states instants. */
export const presentOf = (world: World): string =>
  `${new Date(world.clock.now()).toISOString().slice(0, 19)}Z`
