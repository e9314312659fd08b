import {
  defineStream,
  z,
  type MapContext,
  type RecordInput,
  type Stream,
  type Verbatim,
} from '@headless-pmo/sdk'
import { Config } from '../../config.ts'
import type { Table } from '../tables.ts'
import { census } from './census.ts'
import { Cursor } from './cursor.ts'
import { organizations, type Organization } from './organization.ts'
import { readTable } from './read-table.ts'
import { refreshRows } from './refresh-rows.ts'
import type { Row } from './rows.ts'

/** How a table becomes a stream. */
export interface TableStream {
  readonly table: Table
  /** What belongs to a row beside it; a row alone where it is absent. */
  readonly item?: (row: Verbatim, organization: Organization) => Verbatim
  /** The row in an item. */
  readonly rowOf?: (item: Row) => Row
  readonly mapVersion: number
  readonly map: (item: Row, context: MapContext<Pick<Config, 'premium'>>) => readonly RecordInput[]
}

/** One table of the organisation: its changes where it tracks them, else all of it each time. */
export function tableStream({ table, item, rowOf = (row) => row, mapVersion, map }: TableStream): Stream {
  const make = item ?? ((row: Verbatim) => row)
  return defineStream({
    config: Config,
    item: z.looseObject({}),
    cursor: Cursor,
    start: {},
    per: organizations,
    changes: 'delta',
    deletes: 'census',
    read: (context) => readTable(context, { table, make }),
    readItems: (context) => refreshRows(context, { table, make }),
    census: (context) => census(context, table),
    ref: (found) => String(rowOf(found)[table.key]),
    version: (found) => versionOf(rowOf(found)),
    mapVersion,
    mapReads: ['premium'],
    map,
  })
}

/** Grows with every change of any row of the organisation; where it lacks, the ETag has the same number. Else there is none. */
function versionOf(row: Row): string {
  const { versionnumber: version, '@odata.etag': etag } = row
  if (['number', 'bigint', 'string'].includes(typeof version) && /^\d+$/.test(String(version)))
    return String(version)
  return /\d+/.exec(typeof etag === 'string' ? etag : '')?.[0] ?? ''
}
