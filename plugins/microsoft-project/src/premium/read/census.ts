import type { CensusContext } from '@headless-pmo/sdk'
import type { Config } from '../../config.ts'
import type { Table } from '../tables.ts'
import { ask } from './client.ts'
import type { Organization } from './organization.ts'
import { pagesFrom, type Row } from './rows.ts'
import { inScope } from './scope.ts'

/** The ids of all rows, without anything else of them. */
export async function* census(
  context: CensusContext<Config, Organization>,
  table: Table,
): AsyncIterable<readonly string[]> {
  if (context.part.data.tables[table.logicalName] === undefined) return
  const columns = new Set([table.key, ...(table.project === undefined ? [] : [table.project])])
  const first = await ask(context, `${table.set}?$select=${[...columns].join(',')}`)
  for await (const { rows } of pagesFrom(context, first, { table, trackChanges: false })) {
    const values = rows.map(({ value }) => value as Row) // rows, by pageOf
    yield values.filter((row) => inScope(row, table, context.config)).map((row) => String(row[table.key]))
  }
}
